// The extension's worker: the browser starts it when something happens and ends it as it likes.

import { load } from '@akabeko/lib/browser/core.ts';
import { Shell } from '@akabeko/lib/browser/shell.ts';
import { Desk } from '@akabeko/lib/browser/worker.ts';
import type { Wanted } from '@akabeko/lib/browser/line.ts';

import { device } from './device.ts';

const shell = new Shell(
  load(fetch(chrome.runtime.getURL('agent.wasm'))),
  device((file) => desk.give({ save: file })),
);
const desk = new Desk(shell);

chrome.runtime.onMessage.addListener((wanted: Wanted, sender, answer) => {
  if (sender.id !== chrome.runtime.id) {
    return false;
  }
  desk.serve(wanted).then(answer, () => answer(null));
  return true;
});

chrome.alarms.onAlarm.addListener(() => void shell.give({ what: 'tick' }));
// Whoever starts a browser may have carried the device elsewhere.
chrome.runtime.onStartup.addListener(() => void shell.give({ what: 'moved' }));
addEventListener('online', () => void shell.give({ what: 'moved' }));

chrome.notifications.onClicked.addListener((notice) => {
  void chrome.notifications.clear(notice);
  void shell.give({ what: 'ask', ask: { ask: 'open-notice', notice } });
});

// Before there is an agent, the icon leads to the first run, in a tab: a popup would go away as soon as somebody looks
// for their invitation elsewhere.
chrome.action.onClicked.addListener(() => void welcome());
chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') {
    void welcome();
  }
});

function welcome() {
  return chrome.tabs.create({ url: 'window.html?window=welcome' });
}
