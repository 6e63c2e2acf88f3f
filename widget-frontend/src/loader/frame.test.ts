// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { loadPanel } from "./frame";

it("tries again with the same policy where the page allows it to be made only once", async () => {
  const createHTML = vi.fn((text: string) => text);
  const createPolicy = vi.fn().mockReturnValueOnce({ createHTML, createScriptURL: (text: string) => text });
  createPolicy.mockImplementation(() => {
    throw new TypeError("Policy with name “stonechat” already exists.");
  });
  vi.stubGlobal("trustedTypes", { createPolicy });
  const fail = (): Promise<unknown> => {
    const frame = document.createElement("iframe");
    const loading = loadPanel(frame, () => undefined, "https://cdn.test/panel.js");
    frame.onerror?.(new Event("error"));
    return loading;
  };
  await expect(fail()).rejects.toThrow();
  await expect(fail()).rejects.toThrow();
  expect(createPolicy).toHaveBeenCalledTimes(1);
  expect(createHTML).toHaveBeenCalledTimes(2);
});
