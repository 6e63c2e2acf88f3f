import styles from "./stage.css?inline";

export type HostPage = Window & Pick<typeof globalThis, "CSSStyleSheet">;

/** The panel's place on the host page. Returns what takes it away again. */
export const setStage = (frame: HTMLElement, page: HostPage): (() => void) => adopt(frame, page, styles);

/** Adds a style sheet to the tree that the frame is in, until the answer is called. */
export function adopt(frame: HTMLElement, page: HostPage, css: string): () => void {
  const root = frame.getRootNode() as ShadowRoot;
  // The tree takes no style sheet of another document than its own.
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  };
}
