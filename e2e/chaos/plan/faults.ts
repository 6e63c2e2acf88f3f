/** Every kind of fault, and how often and how long it strikes. */
export interface FaultKind {
  /** Seconds between two strikes in a long run. */
  every: number;
  /** Seconds that one lasts; the shortest and the longest. */
  lasts: readonly [number, number];
  hits: "process" | "database" | "client";
}

export const FAULTS = {
  "process killed": { every: 30, lasts: [0.2, 4], hits: "process" },
  "process frozen": { every: 40, lasts: [1, 8], hits: "process" },
  "bus off": { every: 120, lasts: [10, 30], hits: "process" },
  "bus lines cut": { every: 20, lasts: [0, 0], hits: "database" },
  "send lines cut": { every: 15, lasts: [0, 0], hits: "database" },
  "pool lines cut": { every: 25, lasts: [0, 0], hits: "database" },
  "database crashed": { every: 75, lasts: [0.2, 5], hits: "database" },
  "line cut": { every: 1.5, lasts: [0, 0], hits: "client" },
  "answer cut": { every: 1.5, lasts: [0, 0], hits: "client" },
  "half-open line": { every: 5, lasts: [2, 60], hits: "client" },
  "slow line": { every: 5, lasts: [3, 20], hits: "client" },
  "line refused": { every: 5, lasts: [1, 10], hits: "client" },
  "upgrade blocked": { every: 8, lasts: [5, 40], hits: "client" },
  "reader asleep": { every: 4, lasts: [5, 60], hits: "client" },
  "page reloaded": { every: 4, lasts: [0, 0], hits: "client" },
  "token expired": { every: 4, lasts: [1, 4], hits: "client" },
  "session revoked": { every: 8, lasts: [0, 0], hits: "client" },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];
