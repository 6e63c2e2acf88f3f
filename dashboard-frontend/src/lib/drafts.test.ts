import { afterEach, expect, it, vi } from "vitest";
import { loadDraft, saveDraft } from "./drafts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("keeps a draft apart per agent and per conversation", () => {
  saveDraft("mara", "one", { kind: "note", text: "Mine" });

  expect(loadDraft("mara", "one")).toEqual({ kind: "note", text: "Mine" });
  expect(loadDraft("jonas", "one").text).toBe("");
  expect(loadDraft("mara", "two").text).toBe("");
});

it("keeps who was picked, and takes nobody from something that is no list", () => {
  saveDraft("mara", "one", { kind: "note", text: "@Kim", picked: ["b"] });
  localStorage.setItem("stonechat.draft.mara.two", '{"text":"@Kim","picked":"b"}');

  expect(loadDraft("mara", "one").picked).toEqual(["b"]);
  expect(loadDraft("mara", "two").picked).toBeUndefined();
});

it("leaves nothing behind when the text is gone", () => {
  saveDraft("mara", "one", { kind: "message", text: "Mine" });
  saveDraft("mara", "one", { kind: "message", text: "" });

  expect(localStorage.length).toBe(0);
});

it("starts empty over something that is no draft", () => {
  localStorage.setItem("stonechat.draft.mara.one", "{broken");
  localStorage.setItem("stonechat.draft.mara.two", '{"text":5}');

  expect(loadDraft("mara", "one")).toEqual({ kind: "message", text: "" });
  expect(loadDraft("mara", "two")).toEqual({ kind: "message", text: "" });
});

it("keeps drafts for the life of the tab when the browser refuses storage", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });

  saveDraft("mara", "refused", { kind: "message", text: "Still here" });

  expect(loadDraft("mara", "refused").text).toBe("Still here");
});
