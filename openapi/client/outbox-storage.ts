import type { OutboxEntry } from "./outbox";

/** Where entries outlive the page. Every method may reject: browsers refuse, fill up and clear storage at any time. */
export interface OutboxStorage {
  all(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  /** Puts the entry in the place of the one that is there. False: it is gone. */
  replace(entry: OutboxEntry): Promise<boolean>;
  remove(id: string): Promise<void>;
  close(): void;
}

const STORE = "entries";

/** Rejects where the browser refuses. Some never answer in private windows. */
export async function openOutboxStorage(name: string): Promise<OutboxStorage> {
  return storageOn(await openDatabase(`stonechat-outbox:${name}`));
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
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
    replace: async (entry) => {
      const found = await run("readwrite", (store) => {
        const count = store.count(entry.id);
        count.onsuccess = () => count.result > 0 && store.put(entry);
        return count;
      });
      return found > 0;
    },
    remove: async (id) => void (await run("readwrite", (store) => store.delete(id))),
    close: () => database.close(),
  };
}
