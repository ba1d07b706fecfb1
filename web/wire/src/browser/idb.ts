// IndexedDB with promises: what the storage needs.

export const requestResult = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });

export const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error("IndexedDB"));
    transaction.oncomplete = () => resolve();
    transaction.onerror = fail;
    transaction.onabort = fail;
  });

/** Opens the database; `upgrade` creates its stores the first time. */
export const openDatabase = (
  factory: IDBFactory,
  name: string,
  version: number,
  upgrade: (db: IDBDatabase) => void,
): Promise<IDBDatabase> => {
  const request = factory.open(name, version);
  request.onupgradeneeded = () => upgrade(request.result);
  return requestResult(request);
};

/** Every key that begins with `prefix`. */
export const keyPrefixRange = (prefix: string): IDBKeyRange => IDBKeyRange.bound([prefix], [prefix, []]);
