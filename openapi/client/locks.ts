/**
 * Runs the task while no other tab of this origin runs one of the same name. Where Web Locks are missing (plain http)
 * or refused, the task just runs: every write may be repeated with its id, so the lock saves requests, not data.
 */
export async function withLock<T>(name: string, task: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) return task();
  let granted = false;
  try {
    return await locks.request(name, () => {
      granted = true;
      return task();
    });
  } catch (error) {
    if (granted) throw error;
    return task();
  }
}
