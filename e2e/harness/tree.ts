import { expect, type Page } from "@playwright/test";

/** What screen readers announce as something to use, to go to or to look at. It says nothing without a name. */
const NAMED = new Set(
  "button link textbox searchbox combobox listbox checkbox radio radiogroup switch slider menu menuitem tab dialog alertdialog group region navigation main log heading Iframe img image".split(
    " ",
  ),
);

/** The accessibility tree of the page and the panel as the browser hands it to screen readers: everything in it has a name. */
export async function expectNames(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  for (const { frame } of frameTree.childFrames ?? []) {
    const { nodes } = await session.send("Accessibility.getFullAXTree", { frameId: frame.id });
    const told = nodes.filter(({ ignored }) => !ignored);
    expect(told.length).toBeGreaterThan(5);
    const unnamed = told.filter(
      ({ role, name }) => NAMED.has(String(role?.value)) && !String(name?.value ?? "").trim(),
    );
    expect(unnamed.map(({ role, properties }) => `${role?.value}: ${JSON.stringify(properties)}`)).toEqual([]);
  }
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const frames = nodes.filter(({ role }) => role?.value === "Iframe").map(({ name }) => name?.value);
  expect(frames).toEqual((frameTree.childFrames ?? []).map(() => "Chat"));
  await session.detach();
}
