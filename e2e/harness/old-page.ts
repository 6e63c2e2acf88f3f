/** Styles as they were never meant to meet a widget. */
export const OLD_STYLES = `
  * { all: unset !important; }
  :not(:defined), iframe, button, textarea { display: none !important; width: 1px !important; }
  html { font-size: 60px !important; direction: rtl !important; }
  body { display: block !important; transform: skewY(1deg) scale(0.9) !important; font-size: 40px !important; }
  head, style, script { display: none !important; }
  p, h1 { display: block !important; overflow: hidden !important; }
  stonechat-widget { opacity: 0.1 !important; visibility: hidden !important; transform: scale(3) !important; }
`;

/**
 * What frameworks of before 2010 and hasty polyfills do to everybody's objects: enumerable additions, toJSON, an
 * Array.from without iterators, a bind of their own, and a Promise and a JSON that are not the real ones.
 */
export const OLD_PATCHES = `
  Array.prototype.toJSON = String.prototype.toJSON = Object.prototype.toJSON = () => "patched";
  Object.prototype.extend = Array.prototype.each = Function.prototype.defer = () => undefined;
  Array.prototype.find = Array.prototype.first = function () { return this[0]; };
  Array.from = (list) => { const all = []; for (let i = 0; i < (list.length || 0); i++) all[i] = list[i]; return all; };
  Function.prototype.bind = function (self) { const act = this; return function () { return act.call(self); }; };
  String.prototype.replace = function (from, to) { return this.split(from).join(to); };
  Element.prototype.remove = function () { this.style.display = "none"; };
  JSON.stringify = () => "patched";
  JSON.parse = () => ({});
  window.Promise = function OldPromise(work) {
    const waiting = [];
    let settled = null;
    const settle = (kind) => (value) => {
      if (settled) return;
      settled = [kind, value];
      waiting.forEach((each) => setTimeout(() => each(settled)));
    };
    this.then = (done, failed) => new OldPromise((resolve, reject) => {
      const each = ([kind, value]) => {
        const act = kind === "done" ? done : failed;
        if (!act) return kind === "done" ? resolve(value) : reject(value);
        try {
          const next = act(value);
          if (next && next.then) next.then(resolve, reject);
          else resolve(next);
        } catch (error) {
          reject(error);
        }
      };
      if (settled) setTimeout(() => each(settled));
      else waiting.push(each);
    });
    work(settle("done"), settle("failed"));
  };
`;
