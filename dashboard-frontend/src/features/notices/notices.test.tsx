import type { Message } from "@stonechat/openapi/types";
import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Link } from "wouter";
import { chooseNotices } from "@/lib/notice-choices";
import { useTitle } from "@/lib/use-title";
import { agentWith } from "@/tests/agent";
import { FakeApi } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { conversation, customer, message } from "@/tests/rows";
import { Notices } from "./notices";

const playTone = vi.hoisted(() => vi.fn());
vi.mock("./sound", () => ({ playTone }));

class Shown {
  static permission = "granted";
  static all: Shown[] = [];
  onclick: (() => void) | null = null;
  onclose: (() => void) | null = null;
  readonly title: string;
  readonly body: string;
  closed = false;
  constructor(title: string, options: NotificationOptions) {
    this.title = title;
    this.body = options.body ?? "";
    Shown.all.push(this);
  }
  close(): void {
    this.closed = true;
  }
}

let hasFocus = false;
let icon: HTMLLinkElement;
beforeEach(() => {
  Shown.all = [];
  hasFocus = false;
  playTone.mockClear();
  vi.stubGlobal("Notification", Shown);
  vi.spyOn(document, "hasFocus").mockImplementation(() => hasFocus);
  vi.spyOn(window, "focus").mockImplementation(() => undefined);
  icon = document.head.appendChild(Object.assign(document.createElement("link"), { rel: "icon", href: "/mark.svg" }));
  new FakeApi({ "GET /v1/customers/ada": () => customer({ id: "ada", name: "Ada" }) });
  chooseNotices({ desktop: true, sound: true });
});

afterEach(() => {
  icon.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function Inbox() {
  useTitle("Inbox");
  return (
    <>
      <Notices />
      <Link href="/inbox/one">One</Link>
    </>
  );
}

const show = (path = "/inbox") => renderPage(<Inbox />, { path, agents: [agentWith({ id: "ben", name: "Ben" })] });

function arrives(text: string, conversationId = "one", over: Partial<Message> = {}) {
  const row = conversation({ id: conversationId, customer_id: "ada", preview: text });
  const id = crypto.randomUUID();
  return { conversations: [row], messages: [message({ seq: 1, id, text, conversation_id: conversationId, ...over })] };
}

const told = () => waitFor(() => expect(Shown.all.length).toBeGreaterThan(0));

it("shows a notice with a tone, a number before the title and a dot, and all end with a look", async () => {
  const { live } = show();
  act(() => live.arrive(arrives("Where is my order?")));
  await told();

  expect(Shown.all.map(({ title, body }) => [title, body])).toEqual([["Ada", "Where is my order?"]]);
  await waitFor(() => expect(playTone).toHaveBeenCalledOnce());
  expect(document.title).toBe("(1) Inbox · Stonechat");
  expect(icon.getAttribute("href")).toBe("/mark-news.svg");
  hasFocus = true;
  act(() => screen.getByRole("link").click());
  expect(document.title).toBe("Inbox · Stonechat");
  expect(icon.getAttribute("href")).toBe("/mark.svg");
});

it("leads to the conversation when it is pressed", async () => {
  const { live, location } = show("/settings/profile");
  act(() => live.arrive(arrives("Hello")));
  await told();
  act(() => Shown.all[0]?.onclick?.());

  expect(location.history?.at(-1)).toBe("/inbox/one");
  expect(window.focus).toHaveBeenCalled();
  expect(Shown.all[0]?.closed).toBe(true);
});

it("is one notice for what came together, and says who mentions one", async () => {
  const { live } = show();
  const note: Partial<Message> = { kind: "note", author: "agent", author_id: "ben", mentions: ["mara"] };
  act(() => live.arrive(arrives("Can you look?", "one", note)));
  await told();
  expect(Shown.all[0]?.body).toBe("Ben mentioned you: Can you look?");

  act(() => {
    live.arrive(arrives("One"));
    live.arrive(arrives("Two", "two"));
    live.arrive(arrives("Three", "two"));
  });
  await waitFor(() => expect(Shown.all).toHaveLength(2));
  expect([Shown.all[1]?.title, Shown.all[1]?.body]).toEqual(["News in 2 conversations", "Ada"]);
});

it("says nothing of what one looks at", async () => {
  hasFocus = true;
  const { live } = show("/inbox/one");
  act(() => live.arrive(arrives("Hello")));
  act(() => live.arrive(arrives("From somebody else", "two")));
  await told();

  expect(Shown.all.map(({ body }) => body)).toEqual(["From somebody else"]);
});

it("is silent where it was switched off, and still counts", async () => {
  chooseNotices({ desktop: false, sound: false });
  const { live } = show();
  act(() => live.arrive(arrives("Hello")));
  await new Promise((resolve) => setTimeout(resolve, 700));

  expect([Shown.all.length, playTone.mock.calls.length]).toEqual([0, 0]);
  expect(document.title).toBe("(1) Inbox · Stonechat");
});

it("leaves nothing behind when one signs out", async () => {
  const { live, unmount } = show();
  act(() => live.arrive(arrives("Hello")));
  await told();
  unmount();

  expect(document.title).toBe("Inbox · Stonechat");
  expect(Shown.all[0]?.closed).toBe(true);
});
