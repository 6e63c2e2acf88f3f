// What goes over the wire: the same request and the same answer as the product's.

import { createHash } from "node:crypto";

/**
 * @typedef {{ kind: "customer" | "agent", id: string }} Actor
 * @typedef {{ id: string, text: string, kind: "message" | "note" }} SendMessage
 * @typedef {{
 *   id: string, conversation_id: string, seq: number, public_seq: number | null, kind: "message" | "note",
 *   author: "customer" | "agent", author_id: string, text: string, attachments: readonly [],
 *   created_at: Date, edited_at: Date | null, deleted_at: Date | null, version: number,
 * }} Message
 * @typedef {{
 *   id: string, customer_id: string, status: string, seq: number, public_seq: number, preview: string,
 *   last_message_at: Date, last_message_author: string, version: number,
 * }} Head
 * @typedef {{ outcome: "stored", message: Message, head: Head }
 *   | { outcome: "replay", message: Message }
 *   | { outcome: "not_found" }
 *   | { outcome: "conflict" }} Sent
 * @typedef {(actor: Actor, conversationId: string, request: SendMessage) => Promise<Sent>} Send
 */

export const UNIQUE_VIOLATION = "23505";
const PREVIEW_LENGTH = 120;
const LONGEST_TEXT = 10_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @param {unknown} value @returns {value is string} */
export function isUuid(value) {
  return typeof value === "string" && UUID.test(value);
}

/** @param {Record<string, unknown> | undefined} body @returns {SendMessage | null} null where it is not acceptable */
export function readRequest(body) {
  if (!body) return null;
  const { id, text, kind = "message" } = body;
  if (!isUuid(id) || typeof text !== "string" || text.length > LONGEST_TEXT || !text.trim() || text.includes("\0")) {
    return null;
  }
  return kind === "message" || kind === "note" ? { id, text, kind } : null;
}

/** @param {string} text */
export function previewOf(text) {
  const line = text
    .slice(0, PREVIEW_LENGTH * 4)
    .trim()
    .replace(/\s+/g, " ");
  return line.length <= PREVIEW_LENGTH ? line : `${line.slice(0, PREVIEW_LENGTH - 1).trimEnd()}…`;
}

/** What a retry has in common with the first try. @param {Actor} actor @param {SendMessage} request */
export function bodyHash(actor, request) {
  return createHash("sha256")
    .update(JSON.stringify([actor.kind, actor.id, request.kind, request.text]))
    .digest();
}
