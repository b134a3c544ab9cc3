// The web app's worker: the agent while a page of it is open, and when a push comes. It keeps the app's own files, so
// that the app opens where there is no network, and nothing else.

import { load } from '../../lib/browser/core.ts';
import { Shell } from '../../lib/browser/shell.ts';
import { Desk } from '../../lib/browser/worker.ts';
import type { Wanted } from '../../lib/browser/line.ts';
import { device, messages } from './device.ts';
import { SCOPE, own, putAside } from './files.ts';

declare const self: ServiceWorkerGlobalScope;

const shell = new Shell(load(own(new Request(`${SCOPE}agent.wasm`))), device((given) => desk.give(given)));
const desk = new Desk(shell);

self.addEventListener('install', (event) => {
  event.waitUntil(putAside().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === self.location.origin && url.pathname.startsWith(SCOPE)) {
    event.respondWith(own(event.request));
  }
});

self.addEventListener('message', (event) => {
  const wanted: Wanted = event.data;
  const answer = (given: unknown) => event.ports[0]?.postMessage(given);
  event.waitUntil(serve(wanted).then(answer, () => answer(null)));
});

async function serve(wanted: Wanted) {
  if (wanted.want === 'ask' && wanted.ask.ask === 'allow-messages') {
    await shell.give({ what: 'messages', allowed: messages() });
  }
  return desk.serve(wanted);
}

// What a push says is nothing but that there is something to ask for.
self.addEventListener('push', (event) => event.waitUntil(shell.give({ what: 'pushed' })));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open());
});

self.addEventListener('online', () => void shell.give({ what: 'moved' }));

async function open() {
  const [window] = await self.clients.matchAll({ type: 'window' });
  await (window ? window.focus() : self.clients.openWindow(SCOPE));
}
