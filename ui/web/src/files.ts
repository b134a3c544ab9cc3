// The app's own files, the same for everybody: fresh where there is a network, else as they were last.

declare const self: ServiceWorkerGlobalScope;

export const SCOPE = '/app/';
const CACHE = 'files';
const FILES = ['', 'assets/app.js', 'assets/style.css', 'agent.wasm', 'app.webmanifest'];

/** Puts the files aside that the app cannot do without. */
export async function putAside() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => SCOPE + file));
}

/** A file of the app. */
export async function own(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) {
      await cache.put(request, response.clone());
    }
    return response;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}
