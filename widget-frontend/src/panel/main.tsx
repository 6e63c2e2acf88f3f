import type { Message } from "@stonechat/openapi/types";
import { createRoot } from "react-dom/client";
import type { MountPanel, PanelWindow } from "../bridge";
import { isHexColor } from "../shared/contrast";
import { Chat } from "./chat/chat";
import { applyColor } from "./look";
import type { Chime } from "./more/chime";
import { BackButton } from "./page/back-button";
import { PageTitle } from "./page/title";
import { Shell } from "./shell";
import base from "./styles/base.css?inline";
import form from "./styles/form.css?inline";
import thread from "./styles/thread.css?inline";
import tokens from "./styles/tokens.css?inline";
import { Language } from "./text/language";
import { words } from "./text/words";
import { ThemeSwitch } from "./theme";
import { App } from "./ui/App";
import { loadMore } from "./ui/useMore";

const mount: MountPanel = ({ siteId, api, color, locale, theme, host }) => {
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
    chosen: locale,
    onWords: () => {
      document.title = words.chat;
      root.render(<App chat={chat} shell={shell} onClose={() => host.close()} />);
    },
    onWanted: () => chat.translate(),
  });
  const title = new PageTitle(window.parent.document);
  const back = new BackButton(() => host.close());
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
    },
    onUnread: (count) => {
      host.unread(count);
      title.show(count);
    },
    onArrival: (message) => {
      // Without it nothing is lost but a sound.
      ring(message).catch(() => undefined);
    },
  });
  return {
    shown: (takeFocus) => {
      shell.show(takeFocus);
      back.shown();
      chat.wake();
    },
    hidden: () => {
      shell.hide();
      back.hidden();
    },
    setLocale: (chosen) => language.choose(chosen),
    setTheme: (chosen) => themes.choose(chosen),
    destroy: () => {
      language.stop();
      themes.stop();
      title.stop();
      chime?.stop();
      back.stop();
      root.unmount();
      chat.destroy();
    },
  };
};

(window as PanelWindow).stonechatPanel = mount;
