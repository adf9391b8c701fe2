import type { OutboxItem, OutboxStore } from './outbox.ts';

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });

const openDatabase = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const items = request.result.createObjectStore('items', { keyPath: 'clientMessageId' });
      items.createIndex('owner', 'owner');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });

/** Kept for as long as the page lives: where a browser denies storage to embedded pages. */
export const memoryOutboxStore = (): OutboxStore => {
  const items = new Map<string, OutboxItem>();
  return {
    list: async (owner) => [...items.values()].filter((item) => item.owner === owner),
    put: async (item) => void items.set(item.clientMessageId, item),
    remove: async (id) => void items.delete(id),
  };
};

/** Kept in the browser, files included, until it is answered for. */
export const openOutboxStore = async (name: string): Promise<OutboxStore> => {
  let database: IDBDatabase;
  try {
    database = await openDatabase(name);
  } catch {
    return memoryOutboxStore();
  }
  return {
    list: (owner) =>
      new Promise((resolve, reject) => {
        const request = database
          .transaction('items')
          .objectStore('items')
          .index('owner')
          .getAll(owner);
        request.onsuccess = () => resolve(request.result as OutboxItem[]);
        request.onerror = () => reject(request.error);
      }),
    put: (item) => {
      const transaction = database.transaction('items', 'readwrite');
      transaction.objectStore('items').put(item);
      return done(transaction);
    },
    remove: (id) => {
      const transaction = database.transaction('items', 'readwrite');
      transaction.objectStore('items').delete(id);
      return done(transaction);
    },
  };
};
