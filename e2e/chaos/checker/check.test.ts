import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { check } from "./check.ts";
import type { RowSeen } from "./evidence.ts";
import { CONVERSATION, CUSTOMER, type Example, eventsOf, finalOf, first, goodRun, rowsOf } from "./example.ts";

/** The verdict on the good run after one thing in it was spoiled. */
function verdictOn(spoil: (run: Example) => void) {
  const run = goodRun();
  spoil(run);
  return check(run);
}

function fails(rule: RegExp, spoil: (run: Example) => void): void {
  const { violations } = verdictOn(spoil);
  assert.ok(
    violations.some((violation) => rule.test(violation)),
    `found ${JSON.stringify(violations)} and not ${rule}`,
  );
}

describe("the checker", () => {
  it("passes a good run", () => {
    const { violations, void: reasons, counts } = check(goodRun());
    assert.deepEqual(violations, []);
    assert.deepEqual(reasons, []);
    assert.equal(counts["acknowledgements"], 4);
    assert.equal(counts["revocations judged"], 2);
  });

  it("finds a message that was acknowledged and is not stored", () => {
    fails(/acknowledged, but not stored/, ({ database }) => void database.messages.pop());
  });

  it("finds a message that was sent, never refused, and is nowhere", () => {
    fails(/sent, and lost/, (run) => {
      const send = { type: "send", at: 31, id: "m9", conversation: CONVERSATION, text: "Hm", kind: "message" } as const;
      run.histories[0]?.events.push({ ...send, kept: true });
    });
  });

  it("finds a message that is stored twice", () => {
    fails(/stored twice/, ({ database }) => void database.messages.push({ ...first(database.messages), seq: 5 }));
  });

  it("finds a message that is stored again under an id that nobody sent", () => {
    fails(/nobody sent it/, ({ database }) => {
      database.messages.push({ ...first(database.messages), id: "m5", seq: 5, public_seq: 4 });
    });
  });

  it("finds a gap in the numbers", () => {
    fails(/seq has a gap/, ({ database }) => void Object.assign(first(database.messages.slice(-1)), { seq: 6 }));
  });

  it("finds two messages of one sender that changed places", () => {
    fails(/a sender's order was not kept/, ({ database }) => {
      const [one, , three] = database.messages;
      if (one && three) [one.seq, three.seq] = [three.seq, one.seq];
    });
  });

  it("finds an acknowledgement with another number", () => {
    fails(/acknowledged with other numbers/, (run) => {
      first(eventsOf(run, "agent", "acknowledged")).seq += 1;
    });
  });

  it("finds another text", () => {
    fails(/another text/, ({ database }) => void Object.assign(first(database.messages), { text: "Where?" }));
  });

  it("finds a row that goes back in version", () => {
    fails(/went back in version/, (run) => {
      rowsOf(run, "agent").push({ kind: "conversation", id: CONVERSATION, version: 2, held: 2, owner: CUSTOMER });
    });
  });

  it("allows a row to begin anew after a reset", () => {
    const { violations } = verdictOn(({ histories }) => {
      const rows: RowSeen[] = [{ kind: "conversation", id: CONVERSATION, version: 2, held: 2, owner: CUSTOMER }];
      histories[1]?.events.push({ type: "reset", at: 70 }, { type: "rows", at: 71, via: "load", rows });
    });
    assert.deepEqual(violations, []);
  });

  it("finds a note that reached a customer", () => {
    fails(/a note or an event/, (run) => {
      rowsOf(run, "customer").push({ kind: "message", id: "m2", version: 1, held: 1, internal: true });
    });
  });

  it("finds a conversation that reached another customer", () => {
    fails(/belongs to others/, (run) => {
      rowsOf(run, "customer").push({ kind: "conversation", id: "other", version: 1, held: 1, owner: "somebody" });
    });
  });

  it("finds the profile of another customer", () => {
    fails(/belongs to others/, (run) => {
      rowsOf(run, "customer").push({ kind: "customer", id: "somebody", version: 1, held: 1 });
    });
  });

  it("finds a number that a customer must not be told", () => {
    fails(/told another number/, (run) => {
      for (const row of rowsOf(run, "customer")) if (row.id === "m3") row.seq = 3;
    });
  });

  it("finds a mark that goes back", () => {
    fails(/a mark went back/, (run) => {
      const mark = { kind: "mark", id: "mark-id", conversation: CONVERSATION } as const;
      rowsOf(run, "customer").push({ ...mark, version: 3, held: 3, delivered: 3, read: 2 });
    });
  });

  it("finds a mark that was acknowledged and is not stored", () => {
    fails(/an acknowledged mark is gone/, ({ histories }) => {
      const marked = { type: "marked", at: 45, conversation: CONVERSATION } as const;
      histories[0]?.events.push({ ...marked, delivered: 3, read: 3 }, { ...marked, delivered: 4, read: 4 });
    });
  });

  it("finds how far single agents got where customers must not see it", () => {
    fails(/belongs to others/, (run) => {
      const mark = { kind: "mark", id: "another", conversation: CONVERSATION, reader: "agent" } as const;
      rowsOf(run, "customer").push({ ...mark, version: 1, held: 1 });
    });
  });

  it("finds somebody who still seems to type", () => {
    fails(/company did not heal/, ({ histories }) => {
      const look = { type: "company", at: 70, conversation: CONVERSATION, what: "somebody types" } as const;
      histories[0]?.events.push({ ...look, wanted: false, shown: true });
    });
  });

  for (const client of ["customer", "agent"] as const) {
    it(`finds a message that the ${client} never got`, () => {
      fails(/state differs/, (run) => void finalOf(run, client).timelines[CONVERSATION]?.pop());
    });

    it(`finds a message that the ${client} shows twice`, () => {
      fails(/state differs/, (run) => {
        const timeline = finalOf(run, client).timelines[CONVERSATION] ?? [];
        timeline.push(first(timeline));
      });
    });

    it(`finds two messages that the ${client} shows in the wrong order`, () => {
      fails(/state differs/, (run) => void finalOf(run, client).timelines[CONVERSATION]?.reverse());
    });

    it(`finds an old version of the conversation that the ${client} shows`, () => {
      fails(/state differs/, (run) => {
        finalOf(run, client).conversations[0] = [CONVERSATION, 3, "old"];
      });
    });
  }

  it("finds a customer who lacks a whole timeline", () => {
    fails(/lacks a timeline/, (run) => {
      finalOf(run, "customer").timelines = {};
    });
  });

  it("finds an old version of a customer's profile", () => {
    fails(/state differs/, ({ database }) => void Object.assign(first(database.customers), { version: 2 }));
  });

  it("knows who a customer is before the first row, wherever that was written down", () => {
    const { violations } = verdictOn(({ histories }) => {
      const events = histories[0]?.events ?? [];
      events.push(...events.splice(1, 1));
    });
    assert.deepEqual(violations, []);
  });

  it("finds a mark that a client lacks", () => {
    fails(/lacks a mark/, (run) => {
      finalOf(run, "customer").others.mark = [];
    });
  });

  it("finds a client that never came to rest", () => {
    fails(/did not settle/, (run) => {
      finalOf(run, "agent").settled = false;
    });
  });

  it("finds an edit that was acknowledged and is gone", () => {
    fails(/an acknowledged change is gone/, ({ histories }) => {
      histories[0]?.events.push({ type: "changed", at: 55, id: "m1", what: "edit", version: 2, text: "Where is it?" });
    });
  });

  it("finds a deleted message that is there again", () => {
    fails(/a deleted message is there again/, ({ histories }) => {
      histories[0]?.events.push({ type: "changed", at: 55, id: "m1", what: "deletion", version: 1, text: "" });
    });
  });

  it("finds a socket that outlives its revoked session", () => {
    fails(/stayed open/, (run) => {
      first(eventsOf(run, "agent", "closed")).at = 5_000;
    });
  });

  it("finds a server that told a reader another timeline than it stored", () => {
    fails(/another timeline than it has/, ({ snapshots }) => void snapshots["agents"]?.timelines[CONVERSATION]?.pop());
  });

  it("finds a process that took too much memory", () => {
    fails(/more memory than/, ({ memory }) => void memory.push({ at: 2, process: "API process 1", megabytes: 900 }));
  });

  it("finds a process that ended by itself", () => {
    fails(/an accident/, ({ accidents }) => void accidents.push({ at: 5, kind: "exit", what: "API process 1" }));
  });

  it("finds an internal error of the server", () => {
    fails(/the server failed/, (run) => {
      first(eventsOf(run, "agent", "answer")).status = 500;
    });
  });

  it("calls a run void in which a fault never struck", () => {
    const { violations, void: reasons } = verdictOn(({ strikes }) => void strikes.pop());
    assert.deepEqual(violations, []);
    assert.match(reasons.join(), /"line cut" struck 0 times/);
  });

  it("calls a run void in which too little was answered, resumed or repeated", () => {
    const { void: reasons } = verdictOn(({ bounds }) => {
      Object.assign(bounds, { acknowledgements: 100, resumes: 100, replays: 100 });
    });
    assert.equal(reasons.length, 3);
  });
});
