// While the windows are worked on: `?fake=NAME` shows a view by its name, and the console shows what is asked.

import { standIn } from './stand-in.ts';
import { VIEWS } from './views.ts';

/** Puts the stand-in where Tauri would be. */
export function standInFor(name: string | null) {
  const view = VIEWS[(name ?? 'ok') as keyof typeof VIEWS];
  standIn(view ?? null);
}
