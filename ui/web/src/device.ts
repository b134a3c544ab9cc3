// What the web app's worker can do for the agent.

import type { Device } from '../../lib/browser/shell.ts';
import type { Subscription } from '../../lib/browser/turn.ts';
import type { Given } from '../../lib/browser/line.ts';
import { recall, store } from './storage.ts';

declare const self: ServiceWorkerGlobalScope;

/** The device, with somebody who takes what only a window can do something with. */
export function device(hand: (given: Given) => void): Device {
  return {
    place: 'web',
    messages,
    async recall() {
      return { kept: (await recall('kept')) ?? null, shown: (await recall('shown')) ?? null };
    },
    keep: (kept) => store('kept', kept),
    async show(view) {
      await store('shown', view);
      for (const window of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
        window.postMessage({ show: view });
      }
    },
    async draw({ mood, count }) {
      await navigator.setAppBadge?.(mood === 'notice' ? count : 0);
    },
    async say({ notice, title, body }) {
      const tag = notice ?? undefined;
      await self.registration.showNotification(title, { body, tag, icon: '/app/web-192.png' });
    },
    async takeBack(notice) {
      for (const message of await self.registration.getNotifications({ tag: notice })) {
        message.close();
      }
    },
    open: async (page) => hand({ open: page }),
    // The settings are a screen of the app.
    openSettings: async () => {},
    save: async (file) => hand({ save: file }),
    subscribe,
    // A window that is open looks now and then, and a push does the rest.
    wakeAt: async () => {},
  };
}

/** Whether messages may be shown; null: nobody was asked. */
export function messages(): boolean | null {
  if (!('Notification' in self)) {
    return false;
  }
  return Notification.permission === 'default' ? null : Notification.permission === 'granted';
}

async function subscribe(key: string): Promise<Subscription | null> {
  const { pushManager } = self.registration;
  const before = await pushManager.getSubscription();
  if (before && base64url(before.options.applicationServerKey) !== key) {
    await before.unsubscribe();
  }
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  return endpoint && keys ? { endpoint, p256dh: keys.p256dh, auth: keys.auth } : null;
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
