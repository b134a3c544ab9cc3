// What a button of the notice's page says, by its id such as `intent.tcp-23.unintended`.

import { say } from '../../frame/say.svelte.ts';

export function pressed(button: string): string {
  const [question, ...rest] = button.split('.');
  const answer = rest.at(-1) ?? '';
  const isKnown = ['network', 'intent', 'ability'].includes(question);
  if (!isKnown) return button;
  const port = rest.length > 1 ? rest[0].replace('-', '/') : '';
  const text = say(`console-pressed-${question}-${answer}`);
  return port ? say('console-pressed-of', { port, answer: text }) : text;
}
