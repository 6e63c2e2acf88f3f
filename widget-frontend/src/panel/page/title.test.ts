// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PageTitle } from "./title";

describe("PageTitle", () => {
  let title: PageTitle;

  beforeEach(() => {
    document.title = "Kettles";
    title = new PageTitle(document);
  });
  afterEach(() => {
    title.stop();
  });
  /** Observers are told after what runs. */
  const told = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  it("stands before the page's own title while something is unread", () => {
    title.show(1);
    expect(document.title).toBe("(1) Kettles");
    title.show(2);
    expect(document.title).toBe("(2) Kettles");
    title.show(0);
    expect(document.title).toBe("Kettles");
  });

  it("leaves the title alone where nothing was unread", () => {
    title.show(0);
    document.title = "Cups";
    title.stop();
    expect(document.title).toBe("Cups");
  });

  it("goes along when the page changes its title, also where it adds to what it reads", async () => {
    title.show(1);
    document.title = "Cups";
    await told();
    expect(document.title).toBe("(1) Cups");
    document.title = `${document.title} and trays`;
    await told();
    expect(document.title).toBe("(1) Cups and trays");
    title.show(0);
    expect(document.title).toBe("Cups and trays");
  });

  it("follows a page that puts another title element in its head", async () => {
    title.show(3);
    const other = document.createElement("title");
    other.textContent = "Trays";
    document.querySelector("title")?.replaceWith(other);
    await told();
    expect(document.title).toBe("(3) Trays");
  });

  it("does not fight with a page that insists", async () => {
    let changes = 0;
    const insisting = new MutationObserver(() => {
      if (document.title === "Mine") return;
      changes += 1;
      document.title = "Mine";
    });
    insisting.observe(document.head, { childList: true, subtree: true, characterData: true });
    title.show(1);
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    await told();
    insisting.disconnect();
    expect(changes).toBeLessThan(30);
    title.show(0);
    expect(document.title).toBe("Mine");
  });

  it("is gone for good once it was stopped", () => {
    title.show(1);
    title.stop();
    title.show(2);
    expect(document.title).toBe("Kettles");
  });
});
