// The agent behind the window, as the window knows it: one question, one event.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';

import type { Ask, View } from './view.ts';

export interface Host {
  /** What to show now. */
  view(): Promise<View>;
  /** Asks for something; the answer is the next view. */
  ask(ask: Ask): Promise<void>;
  /** Hears every further view. */
  follow(show: (view: View) => void): Promise<unknown>;
  /** Closes this window; the app goes on. */
  close(): Promise<void>;
}

export const tauri: Host = {
  view: () => invoke<View>('view'),
  ask: (ask) => invoke<void>('ask', { ask }),
  follow: (show) => listen<View>('view', (event) => show(event.payload)),
  close: () => getCurrentWindow().close(),
};
