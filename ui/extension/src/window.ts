// A window of the extension: its popup, or a tab with the first run or the settings.

import '@akabeko/lib/style/paper.css';
import './window.css';

import type { Given, Line } from '@akabeko/lib/browser/line.ts';
import { host } from '@akabeko/lib/browser/window.ts';
import type { View } from '@akabeko/lib/view.ts';
import { mount } from 'svelte';

import App from '../../agent/src/App.svelte';

const line: Line = {
  async ask(wanted) {
    const given: Given | null = await chrome.runtime.sendMessage(wanted);
    if (!given) {
      throw new Error('the worker does not answer');
    }
    return given;
  },
  follow(show) {
    chrome.runtime.onMessage.addListener((told: { show?: View }) => {
      if (told.show) {
        show(told.show);
      }
    });
  },
  async close() {
    const tab = await chrome.tabs.getCurrent();
    await (tab?.id === undefined ? window.close() : chrome.tabs.remove(tab.id));
  },
};

const which = new URLSearchParams(location.search).get('window');
document.documentElement.dataset.window = which ?? 'popup';
mount(App, { target: document.body, props: { host: host(line), which } });
