// A message in words.

import type { Text } from '@akabeko/lib/catalogue.ts';
import { doorName } from '@akabeko/lib/port.ts';
import type { ViewNotice } from '@akabeko/lib/view.ts';

export type NoticeWord = 'open' | 'answered' | 'closed' | 'ended';

/** How a message stands for the person; one that was answered wants nothing more of them. */
export function stateOf(notice: ViewNotice): NoticeWord {
  return notice.state === 'open' && notice.answered ? 'answered' : notice.state;
}

/** Its first words, in the wording that it was sent with. */
export function headline(notice: ViewNotice, text: Text): string {
  return text(notice.variant ? `app-message-${notice.variant}` : 'app-message');
}

/** What it is about: its first door, and how many more there are. */
export function about(notice: ViewNotice, text: Text): string {
  const [first, ...rest] = notice.ports;
  if (first === undefined) {
    return text('app-notice-about-nothing');
  }
  const door = doorName(first, text);
  return rest.length === 0 ? door : text('app-notice-about', { door, more: rest.length });
}
