const COUNTER_LIMIT = 0x1000;

let lastTime = 0;
let counter = 0;

/**
 * A UUIDv7 that is greater than every one this tab made before, even when the clock stands still or goes back.
 * `crypto.randomUUID` is missing on plain http pages, `getRandomValues` is not.
 */
export function uuidv7(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    // A random start in the lower half leaves room to count within the millisecond.
    counter = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & (COUNTER_LIMIT / 2 - 1);
  } else if (++counter === COUNTER_LIMIT) {
    lastTime += 1;
    counter = 0;
  }
  const time = lastTime.toString(16).padStart(12, "0");
  const count = counter.toString(16).padStart(3, "0");
  const variant = (((bytes[8] ?? 0) & 0x3f) | 0x80).toString(16);
  const rest = Array.from(bytes.subarray(9), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`;
}
