// Runs in the shop's page and in the panel's frame before anything else, and writes down when things happened.
(() => {
  const inPanel = window.parent !== window;
  if (!inPanel) window.diary = {};
  const { diary } = window.parent;

  if (inPanel) {
    window.addEventListener("focusin", ({ target }) => {
      if (!target.matches("input, select, textarea") || diary.usable) return;
      // After the picture that shows it.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          diary.usable ??= performance.timeOrigin + performance.now();
        };
        port2.postMessage(null);
      });
    });
    return;
  }
  for (const [type, name] of Object.entries({ pointerover: "reached", pointerdown: "pressed" }))
    window.addEventListener(type, ({ target, timeStamp }) => {
      if (target.localName === "stonechat-widget") diary[name] ??= performance.timeOrigin + timeStamp;
    });
})();
