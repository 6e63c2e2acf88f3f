import type { OutboxEntry } from "./outbox";

/** Where entries outlive the page. Every method may reject: browsers refuse, fill up and clear storage at any time. */
export interface OutboxStorage {
  all(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  close(): void;
}

const STORE = "entries";
/** Some browsers never answer an open request in private windows. */
const OPEN_LIMIT_MS = 3_000;

export async function openOutboxStorage(name: string): Promise<OutboxStorage> {
  try {
    return storageOn(await openDatabase(`stonechat-outbox:${name}`));
  } catch {
    return memoryStorage();
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    setTimeout(reject, OPEN_LIMIT_MS);
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // Without this, another tab that deletes or upgrades the database would wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

function storageOn(database: IDBDatabase): OutboxStorage {
  function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }
  return {
    all: () => run("readonly", (store) => store.getAll() as IDBRequest<OutboxEntry[]>),
    put: async (entry) => void (await run("readwrite", (store) => store.put(entry))),
    remove: async (id) => void (await run("readwrite", (store) => store.delete(id))),
    close: () => database.close(),
  };
}

function memoryStorage(): OutboxStorage {
  const entries = new Map<string, OutboxEntry>();
  return {
    all: async () => [...entries.values()],
    put: async (entry) => void entries.set(entry.id, entry),
    remove: async (id) => void entries.delete(id),
    close: () => entries.clear(),
  };
}
