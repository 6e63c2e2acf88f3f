import { createRoot } from "react-dom/client";
import type { MountPanel, PanelWindow, Sayings } from "../bridge";
import { isHexColor } from "../shared/contrast";
import { Chat } from "./chat/chat";
import { applyColor } from "./look";
import { Preferences } from "./preferences";
import { Shell } from "./shell";
import { type HostPage, Stage } from "./stage/stage";
import base from "./styles/base.css?inline";
import form from "./styles/form.css?inline";
import thread from "./styles/thread.css?inline";
import tokens from "./styles/tokens.css?inline";
import { App } from "./ui/App";

const mount: MountPanel = ({ siteId, api, color, locale, theme, host }) => {
  document.documentElement.lang = "en";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens + base + form + thread);
  document.adoptedStyleSheets = [sheet];
  if (color) applyColor(document.documentElement, color);
  const shell = new Shell();
  const chat = new Chat({
    siteId,
    api,
    onConfig: (config) => {
      if (!color && isHexColor(config.color)) applyColor(document.documentElement, config.color);
      host.look(config.color, config.position);
    },
    onUnread: (count) => host.unread(count),
    tell: host.tell,
  });
  const preferences = new Preferences(locale, theme, (error) => host.tell("error", error));
  const stage = new Stage(window.frameElement as HTMLElement, window.parent as unknown as HostPage, () => {
    void chat.whereabouts.tell();
  });
  const hear: { [W in keyof Sayings]: (value: Sayings[W]) => void } = {
    identify: (identity) => chat.identify(identity),
    setTokenProvider: (provider) => chat.identity.provideBy(provider),
    setAttributes: (attributes) => chat.attributes.set(attributes),
    setPage: (page) => chat.whereabouts.set(page),
    setLocale: (wanted) => preferences.setLocale(wanted),
    setTheme: (wanted) => preferences.setTheme(wanted),
  };
  const root = createRoot(document.body);
  root.render(<App chat={chat} shell={shell} onClose={() => host.close()} />);
  return {
    shown: (takeFocus) => {
      stage.shown();
      shell.show(takeFocus);
      chat.wake();
      chat.meet();
    },
    hidden: () => {
      stage.hidden();
      shell.hide();
    },
    say: (what, value) => hear[what](value),
    destroy: (forget) => {
      stage.clear();
      root.unmount();
      chat.destroy(forget);
    },
  };
};

(window as PanelWindow).stonechatPanel = mount;
