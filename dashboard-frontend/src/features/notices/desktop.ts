import type { Notice } from "./sentences";

/** Notifications of the operating system. Leave for them is asked for in the profile, never here. */
export class DesktopNotices {
  readonly #open: (conversationId: string | null) => void;
  readonly #shown = new Set<Notification>();

  /** `open` goes to a conversation, or to the inbox. */
  constructor(open: (conversationId: string | null) => void) {
    this.#open = open;
  }

  show({ title, body, conversationId }: Notice): void {
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    try {
      // A newer one of the same conversation takes the place of the last. The sound is ours, and has its own switch.
      const tag = `stonechat.${conversationId ?? "several"}`;
      const notice = new Notification(title, { body, tag, icon: "/mark.svg", silent: true });
      this.#shown.add(notice);
      notice.onclose = () => this.#shown.delete(notice);
      notice.onclick = () => {
        window.focus();
        this.#open(conversationId);
        notice.close();
      };
    } catch {
      // Some phones have the permission and still no such notifications.
    }
  }

  /** Who looks at the page needs them no more. */
  withdraw(): void {
    for (const notice of this.#shown) notice.close();
    this.#shown.clear();
  }
}
