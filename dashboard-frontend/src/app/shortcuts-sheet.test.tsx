import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { singleKeysOn, switchSingleKeys, useAction } from "@/lib/shortcuts/actions";
import { renderPage } from "@/tests/page";
import { ShortcutsSheet } from "./shortcuts-sheet";

afterEach(() => switchSingleKeys(true));

function Offers({ label, keys }: { label: string; keys?: string }) {
  useAction({ label, group: "Conversation", run: () => undefined, ...(keys !== undefined && { keys }) });
  return null;
}

it("lists the keys that work now, of two with the same keys the one that does", () => {
  renderPage(
    <>
      <Offers label="Resolve" keys="e" />
      <Offers label="Close" keys="e" />
      <Offers label="Only in the command bar" />
      <ShortcutsSheet open onClose={() => undefined} />
    </>,
  );

  expect(screen.getByRole("region", { name: "Conversation" }).textContent).toBe("ConversationCloseE");
});

it("switches single letters off, for those who press them by accident", async () => {
  renderPage(<ShortcutsSheet open onClose={() => undefined} />);
  await userEvent.click(screen.getByRole("switch", { name: "Shortcuts of single letters" }));

  expect(singleKeysOn()).toBe(false);
});
