// While the windows are worked on: `?fake=NAME` shows a view by its name, and the console shows what is asked.

import { standIn } from './stand-in.ts';
import { VIEWS, onPhone } from './views.ts';

/** Puts the stand-in where Tauri would be. */
export function standInFor(name: string | null, which: string | null) {
  const view = VIEWS[(name ?? 'ok') as keyof typeof VIEWS];
  standIn(view && which === 'phone' ? onPhone(view) : (view ?? null));
}
