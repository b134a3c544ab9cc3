// What a window knows: the latest view, and how to ask for the next.

import { createContext } from 'svelte';

import { text, type Values } from './catalogue.ts';
import type { Host } from './host.ts';
import { moment } from './moment.ts';
import type { Ask, Language, View } from './view.ts';

export class Session {
  view = $state.raw<View>();
  /** The agent did not answer. */
  lost = $state(false);

  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Shows what the agent says, from now on. */
  async begin() {
    await this.#heard(async () => {
      await this.#host.follow((view) => {
        this.view = view;
      });
      const first = await this.#host.view();
      // A view that was sent meanwhile is newer.
      this.view ??= first;
    });
  }

  ask(ask: Ask): Promise<void> {
    return this.#heard(() => this.#host.ask(ask));
  }

  close(): Promise<void> {
    return this.#heard(() => this.#host.close());
  }

  get language(): Language {
    return this.view?.language ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');
  }

  text = (key: string, values?: Values): string => text(this.language, key, values);

  moment = (at: string): string => moment(at, this.language, this.text);

  async #heard(what: () => Promise<void>) {
    try {
      await what();
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }
}

/** The session of the window that a component stands in. */
export const [session, setSession] = createContext<Session>();
