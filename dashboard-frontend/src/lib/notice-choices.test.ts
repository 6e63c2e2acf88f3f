import { afterEach, expect, it } from "vitest";
import { storage } from "@/lib/storage";
import { chooseNotices, noticeChoices } from "./notice-choices";

const AT_FIRST = { desktop: false, sound: true, about: "mine_and_unassigned" };

afterEach(() => storage.remove("stonechat.notices"));

it("keeps what was chosen, one thing at a time", () => {
  chooseNotices({ desktop: true });
  chooseNotices({ about: "all" });
  expect(noticeChoices()).toEqual({ desktop: true, sound: true, about: "all" });
});

it("is the same object while nothing changes, also when another tab wrote it", () => {
  chooseNotices({ sound: false });
  expect(noticeChoices()).toBe(noticeChoices());

  localStorage.setItem("stonechat.notices", '{"sound":true,"about":"mine"}');
  expect(noticeChoices()).toEqual({ desktop: false, sound: true, about: "mine" });
});

it.each(["no json", '{"desktop":"yes","about":"everything"}', "[]"])(
  "begins anew with what it can't read: %s",
  (text) => {
    storage.set("stonechat.notices", text);
    expect(noticeChoices()).toEqual(AT_FIRST);
  },
);
