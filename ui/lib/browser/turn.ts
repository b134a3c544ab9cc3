// What a shell and the agent in WebAssembly say to each other: agent/browser/src/turn.rs, as a script sees it.

import type { Ask, Language, Mood, View } from '../view.ts';

/** What can happen. */
export type What =
  | {
      what: 'start';
      kept: string | null;
      shown: View | null;
      language: Language;
      place: Place;
      messages: boolean | null;
      chance: string;
    }
  | { what: 'kept' }
  | { what: 'not-kept'; why: string }
  | { what: 'ask'; ask: Ask }
  | { what: 'answered'; call: number; answer: Answered }
  | { what: 'tick' | 'moved' | 'pushed' }
  | { what: 'subscribed'; subscription: Subscription | null }
  | { what: 'messages'; allowed: boolean | null };

export type Place = 'extension' | 'web';

export type Answered = { answer: { status: number; kind: string; body: string } } | { nothing: string };

/** How the browser can be woken. */
export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What is to be done. */
export interface Done {
  keep: string | null;
  show: View | null;
  icon: Icon | null;
  take_back: string[];
  say: Said[];
  open: string[];
  settings: boolean;
  save: Saved | null;
  subscribe: string | null;
  calls: Asked[];
  wake_at: string | null;
}

export interface Icon {
  mood: Mood;
  count: number;
  words: string;
  member: boolean;
}

export interface Said {
  notice: string | null;
  title: string;
  body: string;
}

export interface Saved {
  name: string;
  document: string;
}

export interface Asked {
  call: number;
  method: string;
  url: string;
  authorization: string | null;
  body: string | null;
  most: number;
  patience: number;
}
