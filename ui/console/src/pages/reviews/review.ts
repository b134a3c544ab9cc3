// Names, addresses and keys of the review queue.

import type { Review, WebWord } from '../../lib/types.ts';

/** By what a review is told from the others. */
export function keyOf({ agent, port }: Review): string {
  return `${agent}/${port}`;
}

/** Where its verdict is given. */
export function placeOf({ agent, port }: Review): string {
  return `reviews/${agent}/${port.replace('/', '-')}`;
}

/** What a key asks for: a verdict, or so many further in the queue. Arrows count only there. */
export function meaning(event: KeyboardEvent): WebWord | 1 | -1 | undefined {
  const isModified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat;
  const at = event.target instanceof Element ? event.target : null;
  if (isModified || at?.closest('input, textarea, select, dialog')) return undefined;
  const isInQueue = at?.closest('.queue') != null;
  switch (event.key) {
    case '1':
      return 'public';
    case '2':
      return 'private';
    case 'j':
      return 1;
    case 'k':
      return -1;
    case 'ArrowDown':
      return isInQueue ? 1 : undefined;
    case 'ArrowUp':
      return isInQueue ? -1 : undefined;
    default:
      return undefined;
  }
}
