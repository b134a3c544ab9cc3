// Why something did not work, in words that help.

import { Refused, WrongCode } from './refused.ts';
import { say } from './say.svelte.ts';

const KNOWN = [0, 401, 403, 404, 409, 410, 422, 428, 429, 503];

/** The reason, and beneath it what the backend says about it in its own words. */
export function reason(failure: unknown): { text: string; detail?: string } {
  if (failure instanceof WrongCode) return { text: say('console-code-wrong') };
  if (!(failure instanceof Refused)) return { text: say('console-failure-other') };
  const text = KNOWN.includes(failure.status) ? say(`console-failure-${failure.status}`) : say('console-failure-other');
  const isTold = failure.status === 409 || failure.status === 422;
  return { text, detail: isTold ? [failure.title, failure.detail].filter(Boolean).join('. ') : undefined };
}
