import { readTag } from "./tag";
import { type Stonechat, Widget } from "./widget";

declare global {
  interface Window {
    Stonechat?: Stonechat;
  }
  /** The panel's file below the folder of widget.js, named by the build. */
  const PANEL_FILE: string;
}

const script = document.currentScript;
// A second copy of the tag finds the first one at work and leaves.
if (script instanceof HTMLScriptElement && !window.Stonechat) {
  const tag = readTag(script);
  if (tag) window.Stonechat = new Widget(tag, PANEL_FILE);
  else console.warn("Stonechat: the script tag needs a data-site attribute.");
}
