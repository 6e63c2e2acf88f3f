/**
 * In place of what Radix' modal menus and popovers need to lock the page. Ours are never modal (see `Menu`), so that
 * everybody would load it for nothing.
 */
export function RemoveScroll(): never {
  return refuse();
}

export function hideOthers(): never {
  return refuse();
}

function refuse(): never {
  throw new Error("A menu or popover of Radix is modal: give it modal={false}.");
}
