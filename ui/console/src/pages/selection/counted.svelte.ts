// What a rule finds, counted anew a moment after the last change to it.

import { get } from '../../frame/api.ts';
import { fetched, type Fetched } from '../../frame/fetched.svelte.ts';
import type { Selection } from '../../lib/types.ts';

const PATIENCE = 250;

export interface Counted extends Fetched<Selection | undefined> {
  /** Whether what is shown is of an older rule. */
  readonly isOld: boolean;
}

/** Counts by the parameters that are given; nothing while there are none. */
export function counted(wanted: () => string | undefined): Counted {
  let asked = $state(wanted());

  $effect(() => {
    const next = wanted();
    const timer = setTimeout(() => (asked = next), PATIENCE);
    return () => clearTimeout(timer);
  });

  const found = fetched(async () => {
    const query = asked;
    return query === undefined ? undefined : get<Selection>(`selection?${query}`);
  });

  return {
    get value() {
      return found.value;
    },
    get failure() {
      return found.failure;
    },
    get isLoading() {
      return found.isLoading;
    },
    get isOld() {
      return found.isLoading || asked !== wanted();
    },
    reload: found.reload,
  };
}
