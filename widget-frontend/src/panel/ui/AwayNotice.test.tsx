// @vitest-environment jsdom
import type { WidgetConfig } from "@stonechat/openapi/types";
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { config } from "../../testing/server";
import { timeOf } from "../text/dates";
import { AwayNotice } from "./AwayNotice";

describe("AwayNotice", () => {
  let root: Root;

  beforeEach(() => {
    root = createRoot(document.body);
  });
  afterEach(() => {
    root.unmount();
  });

  const said = (changes: Partial<WidgetConfig>): (string | null)[] => {
    act(() => root.render(<AwayNotice config={{ ...config, ...changes }} />));
    return [...document.querySelectorAll("p")].map((line) => line.textContent);
  };
  const inDays = (days: number): string => {
    const date = new Date();
    date.setDate(date.getDate() + days);
    return date.toISOString();
  };

  /** No answer by e-mail is promised: it comes to where it was asked. */
  const here = "Leave a message. We’ll answer right here.";

  it("gives the owner's words, and when the team is back by the reader's clock", () => {
    const opens_at = inDays(1);
    const back = `We’re back tomorrow at ${timeOf(opens_at)}.`;
    expect(said({ open: false, away_text: "We sleep.", opens_at })).toEqual(["We sleep.", back, here]);
    expect(document.querySelector("time")?.dateTime).toBe(opens_at);
    expect(said({ open: false, opens_at })).toEqual([back, here]);
  });

  it("does without a time that nobody knows, and has words where the owner has none", () => {
    expect(said({ open: false, away_text: "We sleep." })).toEqual(["We sleep.", here]);
    expect(said({ open: false })).toEqual(["We’re away right now.", here]);
  });

  it("says nothing while the team is there, and from when it is back on", () => {
    expect(said({ open: true, away_text: "We sleep." })).toEqual([]);
    expect(said({ open: false, away_text: "We sleep.", opens_at: inDays(-1) })).toEqual([]);
  });
});
