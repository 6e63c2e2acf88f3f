import type { PanelWindow, Theme } from "../../src/bridge";
import { serve } from "./server";
import { STATES, type State, translated } from "./states";

const asked = new URLSearchParams(location.search);
const name = asked.get("state") ?? "form";
const language = asked.get("language") ?? "en";
const state = STATES[name] ?? {};
// Each picture is a customer of its own: what one of them stores is nothing to the next.
const siteId = `states-${[...asked.values()].join("-")}`;

indexedDB.deleteDatabase(`stonechat-outbox:${siteId}`);
localStorage.removeItem(`stonechat:${siteId}`);
serve(state, language, siteId);
await import("../../src/panel/main");
const panel = (window as PanelWindow).stonechatPanel?.({
  siteId,
  api: async () => "https://api.invalid",
  color: null,
  locale: language,
  theme: (asked.get("theme") ?? "auto") as Theme,
  label: null,
  host: {
    close: () => undefined,
    unread: () => undefined,
    look: () => undefined,
    name: () => undefined,
    tell: () => undefined,
  },
});
panel?.shown(false);
if (state.act) void act(state.act);

async function act(what: NonNullable<State["act"]>): Promise<void> {
  if (what === "list") return (await found<HTMLElement>(".turns")).click();
  if (what === "menu") return (await found<HTMLElement>(".menu button")).click();
  if (what === "rate") return (await found<HTMLElement>(".star:nth-of-type(4) input")).click();
  const button = await found<HTMLButtonElement>("button[type=submit]");
  if (what === "send") {
    const box = await found<HTMLTextAreaElement>(".composer textarea");
    box.value = translated("draft", language);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    while (button.disabled) await soon();
  }
  button.click();
}

async function found<E extends Element>(selector: string): Promise<E> {
  for (;;) {
    const element = document.querySelector<E>(selector);
    if (element) return element;
    await soon();
  }
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
