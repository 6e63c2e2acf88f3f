// The tables as Drizzle knows them: the columns that a send touches.

import { bigint, customType, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytea = customType({ dataType: () => "bytea" });
/** @param {string} name */
const count = (name) => bigint(name, { mode: "number" }).notNull();
/** @param {string} name */
const time = (name) => timestamp(name, { withTimezone: true });

export const conversations = pgTable("conversations", {
  id: uuid("id").primaryKey(),
  customer_id: uuid("customer_id").notNull(),
  status: text("status").notNull(),
  seq: count("seq"),
  public_seq: count("public_seq"),
  version: count("version"),
  preview: text("preview").notNull(),
  last_message_at: time("last_message_at").notNull().defaultNow(),
  last_message_author: text("last_message_author").notNull(),
  last_message_author_id: uuid("last_message_author_id"),
});

export const messages = pgTable("messages", {
  conversation_id: uuid("conversation_id").notNull(),
  seq: count("seq"),
  id: uuid("id").notNull(),
  public_seq: bigint("public_seq", { mode: "number" }),
  kind: text("kind").notNull(),
  author: text("author").notNull(),
  author_id: uuid("author_id"),
  text: text("text").notNull(),
  body_hash: bytea("body_hash").notNull(),
  created_at: time("created_at").notNull().defaultNow(),
  edited_at: time("edited_at"),
  deleted_at: time("deleted_at"),
  version: count("version"),
});
