// The worker's side of what a window asks.

import type { Shell } from './shell.ts';
import type { Given, Wanted } from './line.ts';

/** What windows were given while they asked: files and pages that only a window can do something with. */
export class Desk {
  #shell: Shell;
  #given: Given = {};

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Something for whoever asked. */
  give(given: Given) {
    Object.assign(this.#given, given);
  }

  async serve(wanted: Wanted): Promise<Given> {
    switch (wanted.want) {
      case 'view':
        return { view: await this.#shell.view() };
      case 'look':
        await this.#shell.give({ what: 'tick' });
        return {};
      case 'ask': {
        await this.#shell.give({ what: 'ask', ask: wanted.ask });
        const given = this.#given;
        this.#given = {};
        return given;
      }
    }
  }
}
