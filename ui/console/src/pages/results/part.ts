// The short names of figures and tables.

import { say } from '../../frame/say.svelte.ts';

/** `Figure 9: improvement`; the sheet's own name where there is no other. */
export function partName(name: string): string {
  const text = say(`study-part-${name}`);
  return text === `study-part-${name}` ? name : text;
}
