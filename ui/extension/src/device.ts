// What an extension can do for the agent.

import type { Device } from '@akabeko/lib/browser/shell.ts';
import type { Saved } from '@akabeko/lib/browser/turn.ts';
import type { View } from '@akabeko/lib/view.ts';

/** The one alarm there is. Browsers let none ring sooner than this, and sooner is no use to anybody. */
const ALARM = 'wake';
const SOONEST = 30_000;

/** The device, with somebody who takes files for the person. */
export function device(hand: (file: Saved) => void): Device {
  return {
    place: 'extension',
    messages: () => true,
    async recall() {
      const { kept } = await chrome.storage.local.get<{ kept?: string }>('kept');
      const { shown } = await chrome.storage.session.get<{ shown?: View }>('shown');
      return { kept: kept ?? null, shown: shown ?? null };
    },
    keep: (kept) => chrome.storage.local.set({ kept }),
    async show(view) {
      await chrome.storage.session.set({ shown: view });
      // Nobody hears it where no window is open.
      await chrome.runtime.sendMessage({ show: view }).catch(() => {});
    },
    async draw({ mood, count, words, member }) {
      await chrome.action.setIcon({ path: { 16: `/icons/${mood}-16.png`, 32: `/icons/${mood}-32.png` } });
      await chrome.action.setBadgeText({ text: mood === 'notice' ? String(count) : '' });
      await chrome.action.setTitle({ title: words });
      await chrome.action.setPopup({ popup: member ? 'window.html?window=popup' : '' });
    },
    async say({ notice, title, body }) {
      const iconUrl = '/icons/app-128.png';
      await chrome.notifications.create(notice ?? '', { type: 'basic', iconUrl, title, message: body });
    },
    async takeBack(notice) {
      await chrome.notifications.clear(notice);
    },
    async open(url) {
      await chrome.tabs.create({ url });
    },
    openSettings: () => chrome.runtime.openOptionsPage(),
    save: async (file) => hand(file),
    subscribe: async () => null,
    async wakeAt(at) {
      await (at === null
        ? chrome.alarms.clear(ALARM)
        : chrome.alarms.create(ALARM, { when: Math.max(at, Date.now() + SOONEST) }));
    },
  };
}
