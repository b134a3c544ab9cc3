// It is still the same person: a code from the authenticator app, asked for when the backend wants one.

import type { Me } from '../lib/types.ts';
import { become } from './me.svelte.ts';
import { Refused, WrongCode } from './refused.ts';

/** Whether somebody is asked for a code now. */
export const asking = $state({ isOpen: false });

let pending: Promise<boolean> | undefined;
let settle: ((isProven: boolean) => void) | undefined;

/** Asks for a code; whether one was given that counts. */
export function prove(): Promise<boolean> {
  pending ??= new Promise((resolve) => {
    settle = resolve;
    asking.isOpen = true;
  });
  return pending;
}

/** Gives the code to the backend. */
export async function giveCode(code: string): Promise<void> {
  const response = await fetch('/api/v1/console/session/proof', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (response.status === 403) throw new WrongCode(response.status, response.statusText);
  if (!response.ok) throw new Refused(response.status, response.statusText);
  become((await response.json()) as Me);
  end(true);
}

/** Nobody is asked any more. */
export function end(isProven: boolean): void {
  asking.isOpen = false;
  settle?.(isProven);
  pending = settle = undefined;
}
