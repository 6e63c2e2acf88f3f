export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Asks again and again until the answer is true. Says whether it ever was in time. */
export async function until(
  happens: () => boolean | Promise<boolean>,
  limitMs: number,
  stepMs = 100,
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!(await happens())) {
    if (Date.now() > deadline) return false;
    await pause(stepMs);
  }
  return true;
}
