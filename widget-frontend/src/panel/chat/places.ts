import type { Api, RowStore } from "@stonechat/openapi/client";
import type { Message } from "@stonechat/openapi/types";
import type { Draft } from "./draft";
import { History } from "./history";
import type { Saved } from "./saved";

/** In the open conversation, at the list of all, or at the form for another one. */
export type Place = "thread" | "list" | "form";

export interface PlacesOptions {
  api: Pick<Api, "get">;
  rows: RowStore;
  saved: Saved;
  draft: Draft;
  /** Another conversation is open than before. */
  onEnter(history: History): void;
  onChange(): void;
}

/** Where the customer is, which other tabs and the next page follow, and how far up in the open conversation. */
export class Places {
  readonly #options: PlacesOptions;
  /** Where the customer has been on this page, so that going back needs no loading. */
  readonly #histories = new Map<string, History>();
  place: Place = "thread";
  history: History | null = null;
  /** The conversation that the customer turned away from, to edit its start or because it is over. */
  leaving: string | null = null;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  /** Goes where this or another tab has gone. A form that is being filled in here stays, wherever other tabs go. */
  follow(): void {
    const { conversation_id: id, listed } = this.#options.saved.state;
    if (id === null) return;
    if (this.place !== "form") this.place = listed ? "list" : "thread";
    if (id === this.history?.conversationId) return;
    const { api, rows, onEnter } = this.#options;
    this.history = this.#histories.get(id) ?? new History(api, rows, id);
    this.#histories.set(id, this.history);
    this.history.toNewest();
    onEnter(this.history);
  }

  showList(): void {
    const { saved, draft, onChange } = this.#options;
    draft.store();
    saved.update({ listed: true });
    this.place = "list";
    onChange();
  }

  goTo(conversationId: string): void {
    const { saved, draft, onChange } = this.#options;
    draft.store();
    saved.go(conversationId);
    this.leaving = null;
    this.place = "thread";
    draft.follow();
    this.follow();
    onChange();
  }

  /** Goes on from a conversation that is over: to the form, with what could not be said in it. */
  startAnew(): void {
    this.leaving = this.#options.saved.state.conversation_id;
    this.#options.onChange();
  }

  /** To the form for another conversation, beside those that there are. */
  startAnother(): void {
    this.place = "form";
    this.#options.onChange();
  }

  async showOlder(): Promise<void> {
    await this.history?.older();
    this.#options.onChange();
  }

  /** Shows what follows, where the reader is far from the end. */
  showNewer(): void {
    if (this.history?.newer()) this.#options.onChange();
  }

  showNewest(): void {
    this.history?.toNewest();
    this.#options.onChange();
  }

  /** All that was said in the open conversation. Rejects when not all of it can be had for now. */
  async allMessages(): Promise<readonly Message[]> {
    return (await this.history?.all()) ?? [];
  }

  reset(): void {
    this.history?.reset();
    // What was loaded of the others is loaded again when somebody goes there.
    for (const id of this.#histories.keys()) if (id !== this.history?.conversationId) this.#histories.delete(id);
  }

  leaveAll(): void {
    this.history = null;
    this.#histories.clear();
    this.place = "thread";
  }
}
