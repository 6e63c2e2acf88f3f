import type { Site } from "@stonechat/openapi/types";
import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentType } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { AssignmentPage } from "./assignment-page";
import { HoursPage } from "./hours-page";
import { KeysPage } from "./keys-page";
import { RetentionPage } from "./retention-page";

const SHOP = site({ id: "shop" });
const CHANGE = "PATCH /v1/sites/shop";

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
  api.on(CHANGE, ({ body }) => ({ ...SHOP, ...(body as object), version: 2 }));
});

afterEach(() => sessionStorage.clear());

const show = (Shown: ComponentType<{ site: Site }>, over: Partial<Site> = {}) =>
  renderPage(<Shown site={{ ...SHOP, ...over }} />);
const days = () => screen.getByLabelText<HTMLInputElement>("Days");
const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));

describe("office hours", () => {
  it("begin with a usual week, and can be whole days", async () => {
    show(HoursPage);
    await userEvent.click(screen.getByRole("radio", { name: "At certain hours" }));
    expect(screen.getAllByLabelText("Monday opens")).toHaveLength(1);
    fireEvent.change(screen.getByLabelText("Monday opens"), { target: { value: "00:00" } });
    fireEvent.change(screen.getByLabelText("Monday closes"), { target: { value: "00:00" } });
    await userEvent.click(screen.getByRole("button", { name: "Remove 09:00 to 17:00 on Friday" }));
    await save();

    const day = (number: number) => ({ day: number, opens: "09:00", closes: "17:00" });
    expect(api.sent(CHANGE)).toEqual([
      { office_hours: [{ day: 1, opens: "00:00", closes: "24:00" }, day(2), day(3), day(4)], version: 1 },
    ]);
  });

  it("that open and close at the same time are not sent", async () => {
    show(HoursPage, { office_hours: [{ day: 1, opens: "09:00", closes: "17:00" }] });
    fireEvent.change(screen.getByLabelText("Monday closes"), { target: { value: "09:00" } });
    await save();

    expect(screen.getByText(/It opens and closes at the same time/)).toBeDefined();
    expect(api.sent(CHANGE)).toEqual([]);
  });

  it("say what becomes of a week without any", async () => {
    show(HoursPage, { office_hours: [] });

    expect(screen.getByText("Without any hours the chat always says that you are away.")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Add hours on Sunday" }));
    await save();
    expect(api.sent(CHANGE)).toEqual([{ office_hours: [{ day: 7, opens: "09:00", closes: "17:00" }], version: 1 }]);
  });

  it("are by the clock of a time zone that is found by its city", async () => {
    show(HoursPage);
    await userEvent.click(screen.getByRole("button", { name: "UTC" }));
    await userEvent.keyboard("new york{Enter}");
    await save();

    expect(api.sent(CHANGE)).toEqual([{ time_zone: "America/New_York", version: 1 }]);
  });
});

describe("assignment", () => {
  it("is chosen, with minutes for who went offline and days for who comes back", async () => {
    show(AssignmentPage);
    await userEvent.click(screen.getByRole("radio", { name: "Wait until somebody takes them" }));
    await userEvent.click(screen.getByRole("checkbox"));
    const minutes = screen.getByLabelText("After how many minutes");
    await userEvent.clear(minutes);
    await userEvent.type(minutes, "15");
    await save();

    expect(api.sent(CHANGE)).toEqual([{ assignment: "manual", requeue_after: 900, version: 1 }]);
  });

  it("takes no number that the API would refuse, and keeps what was typed until it is mended", async () => {
    const { unmount } = show(AssignmentPage);
    await userEvent.clear(days());
    await userEvent.type(days(), "9999");
    expect(screen.getByText("Enter a whole number from 0 to 365.")).toBeDefined();
    await save();
    expect(await screen.findByText("A number isn't right yet. Correct it, then save.")).toBeDefined();
    unmount();

    show(AssignmentPage);
    expect(days().value).toBe("9999");
    await userEvent.type(days(), "{Backspace}{Control>}s{/Control}");
    expect(api.sent(CHANGE)).toEqual([]);
    await userEvent.type(days(), "{Backspace}{Control>}s{/Control}");
    expect(await screen.findByText("Saved")).toBeDefined();
    expect(api.sent(CHANGE)).toEqual([{ reopen_days: 99, version: 1 }]);
  });

  it("shows an emptied number as empty, also where it was 0, and brings it back when it is discarded", async () => {
    show(AssignmentPage, { reopen_days: 0 });
    await userEvent.clear(days());
    expect(days().value).toBe("");
    await userEvent.tab();
    expect(days().value).toBe("");
    expect(days().getAttribute("aria-invalid")).toBe("true");

    await userEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(days().value).toBe("0");
    expect(days().getAttribute("aria-invalid")).toBeNull();
  });

  it("lets a number be typed as people type it", async () => {
    show(AssignmentPage, { reopen_days: 105 });
    fireEvent.change(days(), { target: { value: "05" } });
    expect(days().value).toBe("05");
    fireEvent.blur(days());
    expect(days().value).toBe("5");
    fireEvent.change(days(), { target: { value: "1e1" } });
    expect(screen.getByText("Enter a whole number from 0 to 365.")).toBeDefined();
  });
});

describe("retention", () => {
  it("says what will be deleted before it is saved", async () => {
    show(RetentionPage);
    expect(screen.getByText(/Now they are kept for ever/)).toBeDefined();
    await userEvent.click(screen.getByRole("checkbox"));
    const days = screen.getByLabelText("Days after they were resolved");
    await userEvent.clear(days);
    await userEvent.type(days, "30");
    expect(screen.getByText(/more than 30 days ago is deleted soon after you save/)).toBeDefined();
    await save();

    expect(api.sent(CHANGE)).toEqual([{ retention_days: 30, version: 1 }]);
  });

  it("never deletes by the first digits of a number that is too large", async () => {
    show(RetentionPage, { retention_days: 365 });
    const field = screen.getByLabelText<HTMLInputElement>("Days after they were resolved");
    await userEvent.clear(field);
    await userEvent.type(field, "40000");
    expect(screen.queryByText(/is deleted soon after you save/)).toBeNull();
    await userEvent.keyboard("{Control>}s{/Control}");
    await save();

    expect(field.value).toBe("40000");
    expect(screen.getByText("Enter a whole number from 1 to 36500.")).toBeDefined();
    expect(api.sent(CHANGE)).toEqual([]);
  });
});

describe("keys", () => {
  const GET = "GET /v1/sites/shop/keys";
  const POST = "POST /v1/sites/shop/keys";
  const KEY = { id: "0000-abcdef", created_at: "2026-03-01T10:00:00Z", revoked_at: null };

  it("are shown once, when they are made", async () => {
    api.on(GET, () => ({ items: [] }));
    api.on(POST, ({ body }) => ({ ...KEY, ...(body as object), secret: "s3cret" }));
    show(KeysPage);
    expect(await screen.findByText("No key yet")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Make a key" }));

    expect((await screen.findByLabelText<HTMLInputElement>("Secret")).value).toBe("s3cret");
    await userEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(screen.queryByLabelText("Secret")).toBeNull();
  });

  it("are made with the same id when the answer was lost, and with another once it can't be shown", async () => {
    api.on(GET, () => ({ items: [] }));
    const answers = [new Refused(503, "busy"), new Refused(409, "secret_shown"), new Refused(503, "busy")];
    api.on(POST, () => {
      throw answers.shift();
    });
    show(KeysPage);
    const make = await screen.findByRole("button", { name: "Make a key" });
    for (let press = 1; press <= 3; press += 1) {
      await userEvent.click(make);
      await screen.findAllByRole("button", { name: "Try again" });
    }

    const [first, second, third] = api.sent(POST) as { id: string }[];
    expect(second?.id).toBe(first?.id);
    expect(third?.id).not.toBe(first?.id);
  });

  it("are revoked after a question, and stay in the list", async () => {
    api.on(GET, () => ({ items: [KEY] }));
    api.on("DELETE /v1/sites/shop/keys/0000-abcdef", () => undefined);
    show(KeysPage);
    await userEvent.click(await screen.findByRole("button", { name: "Revoke key abcdef" }));
    await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Revoke" }));

    expect(await screen.findByText("The key is revoked")).toBeDefined();
    expect(screen.getByText(/Revoked today/)).toBeDefined();
    expect(screen.queryByRole("button", { name: "Revoke key abcdef" })).toBeNull();
  });
});
