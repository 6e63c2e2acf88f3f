import type { MountPanel, PanelWindow } from "../bridge";

/** The panel says the rest of it, as its language. */
const DOCUMENT = "<!doctype html><title>Chat</title>";

interface TrustedPolicy {
  createHTML(text: string): string;
  createScriptURL(text: string): string;
}

/** Made once: pages that enforce Trusted Types refuse a second one of the same name when the panel is loaded again. */
let policy: TrustedPolicy | undefined;

/** Loads the panel into a frame of the host page's own origin, where it has a document and globals to itself. */
export async function loadPanel(frame: HTMLIFrameElement, attach: () => void, script: string): Promise<MountPanel> {
  policy ??= trustedPolicy();
  const trusted = policy;
  await loaded(frame, () => {
    // In this order no browser reports the load of an empty document first.
    frame.srcdoc = trusted.createHTML(DOCUMENT);
    attach();
  });
  // Where the page has thrown the frame out meanwhile there is none, and what follows throws.
  const inside = frame.contentDocument as Document;
  const module = inside.createElement("script");
  module.type = "module";
  // Pages that isolate themselves (COEP) need it; the file's headers allow every origin.
  module.crossOrigin = "anonymous";
  await loaded(module, () => {
    module.src = trusted.createScriptURL(script);
    inside.head.append(module);
  });
  const mount = (frame.contentWindow as PanelWindow | null)?.stonechatPanel;
  if (!mount) throw new Error();
  return mount;
}

function loaded(element: HTMLElement, load: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = reject;
    load();
  });
}

/** Pages that enforce Trusted Types must allow the policy `stonechat`; everywhere else text passes as it is. */
function trustedPolicy(): TrustedPolicy {
  const same = (text: string): string => text;
  const asIs: TrustedPolicy = { createHTML: same, createScriptURL: same };
  const { trustedTypes } = window as {
    trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy };
  };
  try {
    return trustedTypes?.createPolicy("stonechat", asIs) ?? asIs;
  } catch {
    return asIs;
  }
}
