// Runs in the dashboard before anything else, and writes down when things were first seen: looking from outside would
// cost the page time.
(() => {
  const SIGHTS = {
    rows: () => document.querySelector('section[aria-label="Conversations"] li a') !== null,
    counts: () => document.querySelector('nav[aria-label="Lists"] a .tabular-nums') !== null,
    thread: () => {
      const log = document.querySelector('section[aria-label="Conversation"] [role="log"]');
      return log !== null && log !== diary.logBefore && log.querySelector(".rounded-bubble") !== null;
    },
  };
  const diary = { seen: {}, pressed: 0, logBefore: null, slowestKey: 0 };
  window.deskDiary = diary;

  /** After the picture that shows it. */
  function afterPicture(note) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = note;
      port2.postMessage(null);
    });
  }

  const waited = new Set();
  new MutationObserver(() => {
    for (const [name, isSeen] of Object.entries(SIGHTS)) {
      if (waited.has(name) || !isSeen()) continue;
      waited.add(name);
      const { pressed } = diary;
      afterPicture(() => {
        if (pressed === diary.pressed) diary.seen[name] = performance.now();
      });
    }
  }).observe(document, { childList: true, subtree: true });

  window.addEventListener(
    "click",
    ({ timeStamp }) => {
      diary.pressed = timeStamp;
      diary.seen = {};
      diary.logBefore = document.querySelector('section[aria-label="Conversation"] [role="log"]');
      waited.clear();
    },
    true,
  );

  // From a key to the picture with what it did.
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (name === "keydown") diary.slowestKey = Math.max(diary.slowestKey, duration);
  }).observe({ type: "event", durationThreshold: 16 });
})();
