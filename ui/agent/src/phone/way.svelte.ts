// Which screen is shown, and the way back from it. Every step is one of the history, so that the system's own
// “back” goes the same way.

export const SCREENS = ['home', 'opening', 'inbox', 'look', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

export class Way {
  #path = $state.raw<Screen[]>(remembered(history.state));
  /** Where it leads once the history has gone back. */
  #ahead: Screen[] | undefined;
  /** Whether the person went anywhere yet, so that what they see now is to be read from its top. */
  moved = false;

  get screen(): Screen {
    return this.#path.at(-1) ?? 'home';
  }

  /** Shows a screen above this one. */
  up(screen: Screen) {
    this.#go([...this.#path, screen]);
  }

  /** Shows one of the main screens; back from there is the first. */
  main(screen: Screen) {
    this.#go(screen === 'home' ? ['home'] : ['home', screen]);
  }

  back() {
    if (this.#path.length > 1) {
      history.back();
    }
  }

  /** The history went somewhere, by itself or because it was told to. */
  arrive(state: unknown) {
    this.#show(this.#ahead ?? remembered(state));
    if (this.#ahead) {
      history.replaceState({ path: this.#ahead }, '');
      this.#ahead = undefined;
    }
  }

  #go(path: Screen[]) {
    // While the history goes back, a second step would go too far.
    if (this.#ahead || path.join() === this.#path.join()) {
      return;
    }
    const steps = path.length - this.#path.length;
    if (steps < 0) {
      this.#ahead = path;
      history.go(steps);
      return;
    }
    history[steps > 0 ? 'pushState' : 'replaceState']({ path }, '');
    this.#show(path);
  }

  #show(path: Screen[]) {
    this.moved = true;
    this.#path = path;
  }
}

/** The path that belongs to a step of the history, as it also is after the page was loaded anew. */
function remembered(state: unknown): Screen[] {
  const path: unknown = (state as { path?: unknown } | null)?.path;
  const known = Array.isArray(path) && path.length > 0 && path.every((one) => SCREENS.includes(one));
  return known ? path : ['home'];
}
