import { createRoot } from "react-dom/client";
import type { MountPanel, PanelWindow } from "../bridge";
import { isHexColor } from "../shared/contrast";
import { Chat } from "./chat/chat";
import { applyColor } from "./look";
import { Shell } from "./shell";
import base from "./styles/base.css?inline";
import form from "./styles/form.css?inline";
import thread from "./styles/thread.css?inline";
import tokens from "./styles/tokens.css?inline";
import { App } from "./ui/App";

const mount: MountPanel = ({ siteId, api, color, host }) => {
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
  });
  const root = createRoot(document.body);
  root.render(<App chat={chat} shell={shell} onClose={() => host.close()} />);
  return {
    shown: (takeFocus) => {
      shell.show(takeFocus);
      chat.wake();
    },
    hidden: () => shell.hide(),
    destroy: () => {
      root.unmount();
      chat.destroy();
    },
  };
};

(window as PanelWindow).stonechatPanel = mount;
