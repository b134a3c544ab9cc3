// What the backend says, kept current while the question changes.

import { untrack } from 'svelte';

export interface Fetched<T> {
  /** The latest answer; the old one while a new one is awaited. */
  readonly value: T | undefined;
  /** Why there is no newer one. */
  readonly failure: unknown;
  readonly isLoading: boolean;
  /** Asks again. */
  reload(): Promise<void>;
}

/** Asks, and asks again whenever something that the question reads changes. */
export function fetched<T>(ask: () => Promise<T>): Fetched<T> {
  let value = $state.raw<T>();
  let failure = $state.raw<unknown>();
  let isLoading = $state(true);
  let latest = 0;

  async function follow(answer: Promise<T>): Promise<void> {
    const turn = ++latest;
    isLoading = true;
    try {
      const heard = await answer;
      if (turn !== latest) return;
      value = heard;
      failure = undefined;
    } catch (refused) {
      if (turn !== latest) return;
      failure = refused;
    }
    isLoading = false;
  }

  $effect(() => {
    const answer = ask();
    untrack(() => void follow(answer));
    return () => {
      latest += 1;
    };
  });

  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get isLoading() {
      return isLoading;
    },
    reload: () => follow(untrack(ask)),
  };
}
