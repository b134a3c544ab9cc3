// The shell around the agent: one turn at a time, and everything that a turn wants done. It decides nothing.

import type { Language, View } from '../view.ts';
import { make } from './call.ts';
import { chance, type Core } from './core.ts';
import type { Done, Icon, Place, Said, Saved, Subscription, What } from './turn.ts';

/** What an extension's worker and the web app's worker do in ways of their own. */
export interface Device {
  readonly place: Place;
  /** Whether messages may be shown; null: nobody was asked. */
  messages(): boolean | null;
  /** What was kept, and what windows were shown last. */
  recall(): Promise<{ kept: string | null; shown: View | null }>;
  /** Keeps this, so that it is there after a crash. */
  keep(kept: string): Promise<void>;
  /** Tells the windows. */
  show(view: View): Promise<void>;
  draw(icon: Icon): Promise<void>;
  say(said: Said): Promise<void>;
  takeBack(notice: string): Promise<void>;
  open(page: string): Promise<void>;
  openSettings(): Promise<void>;
  save(file: Saved): Promise<void>;
  subscribe(key: string): Promise<Subscription | null>;
  /** Comes back at this time, at the earliest, instead of any other. */
  wakeAt(at: number | null): Promise<void>;
}

export class Shell {
  #core: Promise<Core>;
  #device: Device;
  /** Without a start there is nothing to tell anybody. */
  #started: Promise<void>;
  #turns: Promise<void>;
  #calls = new Set<Promise<void>>();
  #view?: View;
  #wakeAt: string | null = null;

  constructor(core: Promise<Core>, device: Device) {
    this.#core = core;
    this.#device = device;
    this.#started = this.#start();
    this.#turns = this.#started.catch((error) => console.error(error));
  }

  /** Tells the agent what happened; done when all that follows is done, calls included. */
  async give(what: What): Promise<void> {
    await this.#next(what);
    while (this.#calls.size > 0) {
      await Promise.all(this.#calls);
    }
  }

  /** What windows show. */
  async view(): Promise<View> {
    await this.#started;
    return this.#view!;
  }

  async #start() {
    const { kept, shown } = await this.#device.recall();
    const { place } = this.#device;
    await this.#take({ what: 'start', kept, shown, language: language(), place, messages: this.#device.messages(), chance: chance() });
  }

  #next(what: What): Promise<void> {
    const turn = this.#turns.then(() => this.#started).then(() => this.#take(what));
    // What went wrong in one turn is told to whoever gave it, and the next one is taken all the same.
    this.#turns = turn.catch(() => {});
    return turn;
  }

  async #take(what: What): Promise<void> {
    const core = await this.#core;
    const done = core(what);
    this.#view = done.show ?? this.#view;
    if (done.keep !== null && what.what !== 'not-kept') {
      const kept = await this.#device.keep(done.keep).then(() => null, String);
      await this.#do(done);
      return this.#take(kept === null ? { what: 'kept' } : { what: 'not-kept', why: kept });
    }
    await this.#do(done);
  }

  async #do(done: Done): Promise<void> {
    const device = this.#device;
    for (const asked of done.calls) {
      this.#call(async () => {
        const answer = await make(asked);
        await this.#next({ what: 'answered', call: asked.call, answer });
      });
    }
    const { subscribe } = done;
    if (subscribe !== null) {
      this.#call(async () => {
        const subscription = await device.subscribe(subscribe).catch(() => null);
        await this.#next({ what: 'subscribed', subscription });
      });
    }
    const deeds = [
      done.show && (() => device.show(done.show!)),
      done.icon && (() => device.draw(done.icon!)),
      ...done.take_back.map((notice) => () => device.takeBack(notice)),
      ...done.say.map((said) => () => device.say(said)),
      ...done.open.map((page) => () => device.open(page)),
      done.settings && (() => device.openSettings()),
      done.save && (() => device.save(done.save!)),
      this.#wakeAt !== done.wake_at && (() => device.wakeAt(done.wake_at === null ? null : Date.parse(done.wake_at))),
    ];
    this.#wakeAt = done.wake_at;
    for (const deed of deeds) {
      if (deed) {
        // One thing that the browser does not do keeps nothing else from being done.
        await deed().catch((error) => console.error(error));
      }
    }
  }

  #call(call: () => Promise<void>) {
    const calling = call().finally(() => this.#calls.delete(calling));
    this.#calls.add(calling);
  }
}

function language(): Language {
  return navigator.language.startsWith('ja') ? 'ja' : 'en';
}
