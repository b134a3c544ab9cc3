// What happened, in words.

import { say } from '../../frame/say.svelte.ts';
import type { Happening } from '../../lib/types.ts';

/** `The page was seen in the app`. */
export function said({ kind, about }: Happening): string {
  switch (kind) {
    case 'answered':
      return say('study-happening-answered', { answer: answer(about) });
    case 'judged':
      return judged(about);
    default:
      return say(`study-happening-${kind}`, { about });
  }
}

/** Several, one after the other; empty if there are none. */
export function together(happenings: Happening[]): string {
  return happenings.map(said).join(say('study-also'));
}

/** The verdict on a port, such as `tcp/80 public`. */
function judged(about: string): string {
  const [port, verdict] = about.split(' ');
  return say('study-happening-judged', { port, verdict });
}

/** What a button of the survey says, such as `intent.tcp-23.unknown`. */
function answer(button: string): string {
  const parts = button.split('.');
  const word = parts.at(-1) ?? '';
  const key = `study-answer-${parts[0]}-${word}`;
  const text = say(key, { port: (parts[1] ?? '').replace('-', '/') });
  return text === key ? button : text;
}
