// Reads in the dashboard's page what an agent sees of the inbox, part by part, as lines from top to end.
(() => {
  /** Of the visit, and not of the data: what is read out to screen readers, and the line before what was new. */
  const OF_THE_VISIT = "[aria-live=polite], [role=log] p[tabindex='-1']";
  const SAID = ["aria-current", "aria-pressed", "aria-checked", "href", "src"];

  function linesOf(selector, without = OF_THE_VISIT) {
    const lines = [];
    const part = document.querySelector(selector);
    if (part) read(part, without, lines);
    return lines;
  }

  function read(element, without, lines) {
    if (element.matches(without)) return;
    const shown = shownBy(element);
    if (shown) lines.push(shown);
    if (element instanceof HTMLTimeElement) {
      lines.push(`${element.dateTime} as ${element.textContent}`);
      return;
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) read(child, without, lines);
      else if (child.nodeType === Node.TEXT_NODE && child.textContent.trim()) lines.push(child.textContent.trim());
    }
  }

  /** What an element shows without words. */
  function shownBy(element) {
    const shown = SAID.filter((name) => element.hasAttribute(name)).map(
      (name) => `${name}=${element.getAttribute(name)}`,
    );
    const icon = [...element.classList].find((name) => name.startsWith("lucide-"));
    if (icon) shown.push(icon);
    if (element instanceof HTMLTextAreaElement) shown.push(element.value);
    if (element instanceof HTMLInputElement && element.type !== "checkbox") shown.push(element.value);
    // Dots and edges are nothing but a color.
    const { backgroundColor } = getComputedStyle(element);
    const isColored = backgroundColor !== "rgba(0, 0, 0, 0)" && element instanceof HTMLElement;
    if (isColored && element.childNodes.length === 0) shown.push(backgroundColor);
    return shown.join(" ").trim();
  }

  const pane = 'section[aria-label="Conversation"]';
  return {
    rail: linesOf('nav[aria-label="Main"]'),
    list: linesOf('section[aria-label="Conversations"]'),
    // What is typed here is of the visit, too, and so is the way to what was new.
    conversation: linesOf(pane, "[aria-live=polite], [role=log], [role=log] ~ *, form"),
    thread: linesOf(`${pane} [role=log]`),
    customer: linesOf('aside[aria-label="Customer details"]'),
  };
})();
