// What the web app's worker keeps: a few values by their names.

const NAME = 'akabeko';
const VALUES = 'values';

export async function recall<T>(name: string): Promise<T | undefined> {
  const values = (await database()).transaction(VALUES).objectStore(VALUES);
  return done(values.get(name));
}

/** Keeps a value; done when it is on disk. */
export async function store(name: string, value: unknown): Promise<void> {
  const transaction = (await database()).transaction(VALUES, 'readwrite', { durability: 'strict' });
  transaction.objectStore(VALUES).put(value, name);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= open();
  return opened;
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(VALUES);
  return done(opening);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
