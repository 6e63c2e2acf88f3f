import type { Message } from "@stonechat/openapi/types";
import { createRoot } from "react-dom/client";
import type { MountPanel, PanelWindow } from "../bridge";
import { isHexColor } from "../shared/contrast";
import { Chat } from "./chat/chat";
import { applyColor } from "./look";
import type { Chime } from "./more/chime";
import type { Around } from "./page/around";
import { loadPage } from "./page/load";
import { isLocale, isTheme } from "./preferences";
import { Shell } from "./shell";
import { type HostPage, setStage } from "./stage/stage";
import base from "./styles/base.css?inline";
import form from "./styles/form.css?inline";
import thread from "./styles/thread.css?inline";
import tokens from "./styles/tokens.css?inline";
import { Language } from "./text/language";
import { words } from "./text/words";
import { ThemeSwitch } from "./theme";
import { App } from "./ui/App";
import { loadMore } from "./ui/useMore";

const mount: MountPanel = ({ siteId, api, color, locale, theme, label, host }) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens + base + form + thread);
  document.adoptedStyleSheets = [sheet];
  const themes = new ThemeSwitch(document.documentElement, theme);
  if (color) applyColor(document.documentElement, color);
  const shell = new Shell();
  const root = createRoot(document.body);
  // Nothing that is said in one language first and in another a moment later.
  root.render(<div className="waiting" />);
  const language = new Language({
    chosen: locale || null,
    onWords: () => {
      document.title = words.chat;
      around?.name();
      root.render(<App chat={chat} shell={shell} onClose={() => host.close()} />);
    },
    onWanted: () => chat.translate(),
  });
  const page = window.parent as unknown as HostPage;
  const frame = window.frameElement as HTMLElement;
  const clearStage = setStage(frame, page);
  let around: Around | null = null;
  let unread = 0;
  let usable = false;
  let gone = false;
  /** Nobody waits for it: the panel can be used before. */
  const comeAround = async (): Promise<void> => {
    if (around || !usable) return;
    const { Around } = await loadPage();
    if (around || gone) return;
    around = new Around({
      frame,
      page,
      label,
      onName: host.name,
      onBack: host.close,
      onRoute: () => chat.word.moved(),
    });
    around.unread(unread);
    if (shell.isShown()) around.shown();
  };
  const isWatched = (): boolean => shell.isShown() && document.hasFocus();
  let chime: Chime | null = null;
  const ring = async (message: Message): Promise<void> => {
    const more = await loadMore();
    chime ??= new more.Chime(isWatched, () => chat.view().muted);
    await chime.ring(message);
  };
  const chat: Chat = new Chat({
    siteId,
    api,
    language: () => language.wanted,
    onConfig: (config) => {
      if (!color && isHexColor(config.color)) applyColor(document.documentElement, config.color);
      host.look(config.color, config.position);
      usable = true;
      comeAround().catch(() => undefined);
    },
    onUnread: (count) => {
      unread = count;
      host.unread(count);
      around?.unread(count);
    },
    onArrival: (message) => {
      // Without it nothing is lost but a sound.
      ring(message).catch(() => undefined);
    },
    tell: host.tell,
  });
  return {
    shown: (takeFocus) => {
      shell.show(takeFocus);
      around?.shown();
      // What could not be had when there was a first need for it.
      comeAround().catch(() => undefined);
      chat.wake();
      chat.meet();
    },
    hidden: () => {
      shell.hide();
      around?.hidden();
    },
    say: (what, value) => {
      // At once, and what makes no sense is told like everything else.
      if (what === "setLocale" && isLocale(value)) language.choose(value);
      if (what === "setTheme" && isTheme(value)) themes.choose(value);
      chat.word.say(what, value);
    },
    destroy: (forget) => {
      gone = true;
      language.stop();
      themes.stop();
      chime?.stop();
      around?.stop();
      clearStage();
      root.unmount();
      chat.destroy(forget);
    },
  };
};

(window as PanelWindow).stonechatPanel = mount;
