import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { type ToastContent, ToastContext } from "@/lib/toasts";
import { CommandList } from "./command-list";
import { Confirmation } from "./confirmation";
import { CopyButton } from "./copy-button";
import { Dialog } from "./dialog";
import { Field } from "./field";

describe("a field", () => {
  it("tells screen readers its hint and what is wrong with it", () => {
    render(<Field label="Name" hint="As customers see it." error="Enter a name." />);
    const field = screen.getByLabelText("Name");

    expect(field.getAttribute("aria-invalid")).toBe("true");
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      "Enter a name.",
      "As customers see it.",
    ]);
  });
});

describe("a dialog", () => {
  const dialog = (open: boolean) => (
    <Dialog open={open} onClose={() => undefined} title="Edit">
      <input aria-label="Name" />
    </Dialog>
  );

  it("is no part of the page before it is opened, and forgets what was typed once it is closed", async () => {
    const { container, rerender } = render(dialog(false));
    expect(container.childElementCount).toBe(0);

    rerender(dialog(true));
    await userEvent.type(screen.getByLabelText("Name"), "Ada");
    rerender(dialog(false));
    expect(screen.queryByRole("dialog")).toBeNull();
    rerender(dialog(true));
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("");
  });

  it("begins at its first field: the cross comes last", () => {
    render(dialog(true));
    const within = [...screen.getByRole("dialog").querySelectorAll("input, button")];

    expect(within.map((element) => element.getAttribute("aria-label"))).toEqual(["Name", "Close"]);
  });
});

describe("a confirmation", () => {
  function Asked({ onConfirm }: { onConfirm: () => void }) {
    const [open, setOpen] = useState(true);
    const close = () => setOpen(false);
    return (
      <Confirmation
        danger
        open={open}
        onClose={close}
        title="Delete?"
        text="For good."
        verb="Delete"
        onConfirm={onConfirm}
      />
    );
  }

  it("does it only when that is said", async () => {
    const onConfirm = vi.fn();
    render(<Asked onConfirm={onConfirm} />);

    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(screen.queryByText("For good.")).toBeNull();
  });

  it("says what it asks as one, and goes once it is answered", async () => {
    const onConfirm = vi.fn();
    render(<Asked onConfirm={onConfirm} />);
    expect(screen.getByRole("alertdialog", { name: "Delete?", description: "For good." })).toBeDefined();

    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect(onConfirm).toHaveBeenCalledOnce();
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});

describe("a list of commands", () => {
  const options = [
    { id: "berlin", label: "Europe/Berlin", keywords: "Germany" },
    { id: "zurich", label: "Europe/Zürich" },
    { id: "lima", label: "America/Lima" },
  ];
  const list = (onChoose: (id: string) => void) => (
    <CommandList label="Time zone" placeholder="Search" empty="Nothing fits." options={options} onChoose={onChoose} />
  );

  it("finds by any word, without accents, and chooses with Enter", async () => {
    const onChoose = vi.fn();
    render(list(onChoose));

    await userEvent.keyboard("zurich eur{Enter}");
    expect(onChoose).toHaveBeenCalledWith("zurich");
  });

  it("goes round with the arrow keys while the field keeps the focus", async () => {
    const onChoose = vi.fn();
    render(list(onChoose));

    await userEvent.keyboard("{ArrowUp}");
    const field = screen.getByRole("combobox");
    expect(document.activeElement).toBe(field);
    expect(document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent).toBe(
      "America/Lima",
    );
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(onChoose).toHaveBeenCalledWith("zurich");
  });

  it("leaves the keys of a composition to the input method, also where only the key code tells", async () => {
    const onChoose = vi.fn();
    render(list(onChoose));

    fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter", isComposing: true });
    fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter", keyCode: 229 });
    expect(onChoose).not.toHaveBeenCalled();
  });

  it("says when nothing fits", async () => {
    const onChoose = vi.fn();
    render(list(onChoose));

    await userEvent.keyboard("mars{Enter}");
    expect(screen.getByRole("status").textContent).toBe("Nothing fits.");
    expect(onChoose).not.toHaveBeenCalled();
  });
});

describe("a button that copies", () => {
  it("says so, and tells what to do where the browser refuses", async () => {
    const user = userEvent.setup();
    const said: ToastContent[] = [];
    render(
      <ToastContext value={(content) => said.push(content)}>
        <CopyButton text="secret" label="Copy key" />
      </ToastContext>,
    );
    await user.click(screen.getByRole("button", { name: "Copy key" }));
    expect(await navigator.clipboard.readText()).toBe("secret");
    expect(screen.getByRole("status").textContent).toBe("Copied");

    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(screen.getByRole("button", { name: "Copied" }));
    expect(said[0]?.tone).toBe("trouble");
  });
});
