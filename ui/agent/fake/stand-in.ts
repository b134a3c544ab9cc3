// A stand-in for the agent, one step below the windows: where Tauri would be. It shows what it is told to and
// remembers what it was asked. The function is whole in itself, so that a test can put it into a page.

import type { Ask, View } from '@akabeko/lib/view.ts';

/** What a test finds in the page. */
export interface StandIn {
  /** Everything that was asked, in order. */
  asks: Ask[];
  /** Whether the window asked to be closed. */
  closed: boolean;
  /** Tells the window the next view. */
  show(view: View): void;
}

declare global {
  interface Window {
    standIn: StandIn;
  }
}

/** Answers as the agent would whose view this is; without one it does not answer. */
export function standIn(view: View | null) {
  const callbacks: ((message: unknown) => void)[] = [];
  const listeners = new Map<number, string>();
  let current = view;

  const self: StandIn = {
    asks: [],
    closed: false,
    show(next) {
      current = next;
      for (const [id, event] of listeners) {
        callbacks[id]({ event, id, payload: next });
      }
    },
  };

  function answer(command: string, { ask, event, handler }: { ask: Ask; event: string; handler: number }) {
    switch (command) {
      case 'view':
        if (!current) {
          throw new Error('nobody answers');
        }
        return current;
      case 'ask':
        self.asks.push(ask);
        return null;
      case 'plugin:event|listen':
        listeners.set(handler, event);
        return handler;
      case 'plugin:window|close':
        self.closed = true;
        return null;
      default:
        throw new Error(`${command} is not allowed`);
    }
  }

  const internals = {
    metadata: { currentWindow: { label: 'window' }, currentWebview: { windowLabel: 'window', label: 'window' } },
    transformCallback: (callback: (message: unknown) => void) => callbacks.push(callback) - 1,
    unregisterCallback: (id: number) => listeners.delete(id),
    invoke: async (command: string, values: never) => answer(command, values),
  };
  Object.assign(window, { standIn: self, __TAURI_INTERNALS__: internals });
}
