// What a window and the worker behind it say to each other.

import type { Ask, View } from '../view.ts';
import type { Saved } from './turn.ts';

/** What a window asks of the worker. */
export type Wanted = { want: 'view' } | { want: 'look' } | { want: 'ask'; ask: Ask };

/** What it answers. */
export interface Given {
  view?: View;
  /** A file for the person: only a window can hand it over. */
  save?: Saved;
  /** A page to go to: only a window can leave for it. */
  open?: string;
}

/** A way to the worker. */
export interface Line {
  ask(wanted: Wanted): Promise<Given>;
  follow(show: (view: View) => void): void;
  close(): Promise<void>;
}
