import type { Strike } from "../checker/evidence.ts";

/** What really struck, and when. */
export class Strikes {
  readonly list: Strike[] = [];

  /** Something that happens in a moment. */
  once(kind: string, target: string): void {
    this.begin(kind, target)();
  }

  /** Something that lasts until the returned function is called. */
  begin(kind: string, target: string): () => void {
    const at = Date.now();
    const strike: Strike = { kind, at, until: Number.POSITIVE_INFINITY, target };
    this.list.push(strike);
    return () => {
      strike.until = Date.now();
    };
  }

  count(kind: string): number {
    return this.list.filter((strike) => strike.kind === kind).length;
  }
}
