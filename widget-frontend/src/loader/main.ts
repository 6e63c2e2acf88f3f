import type { Stonechat, StonechatOptions } from "../stonechat";
import { guard } from "./events";
import { Widget } from "./widget";

declare global {
  /** The panel's file below the folder of widget.js, named by the build. */
  const PANEL_FILE: string;
}

/** What the stub of the docs keeps until now: the name of a method, and what it was given. */
type Call = [name: keyof Stonechat, ...given: unknown[]];

const script = document.currentScript;
if (script) start(script as HTMLScriptElement);

function start({ src, dataset }: HTMLScriptElement): void {
  const before = window.Stonechat as Stonechat | Call[] | undefined;
  const calls = Array.isArray(before) ? before : [];
  // A second copy of the tag finds the first one at work, or wakes it when it was destroyed. Whatever else has the name
  // is not ours, as an element of the page with this id.
  const widget = before && "destroy" in before ? before : new Widget(new URL(".", src).href, PANEL_FILE);
  window.Stonechat = widget;
  // Tag managers drop unknown attributes, so everything may also stand in the address: widget.js?site=…
  const inAddress = src.includes("?") && Object.fromEntries(new URL(src).searchParams);
  widget.init({ ...inAddress, ...dataset } as unknown as StonechatOptions);
  const make = ([name, ...given]: Call): unknown => (widget[name] as (...given: unknown[]) => unknown)(...given);
  for (const call of calls) guard(() => make(call));
  // For scripts that hold on to the stub.
  calls.push = make as typeof calls.push;
}
