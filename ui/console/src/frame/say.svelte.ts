// The texts of the console, from the catalogue that all parts of the product share, one language at a time.

import { FluentBundle, FluentResource } from '@fluent/bundle';

export type Language = 'ja' | 'en';
export type Values = Record<string, string | number>;

export const LOCALES: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' };

const KEPT = 'akabeko-language';

const spoken = $state({ language: preferred() });
let catalogue = $state.raw<FluentBundle>();

/** Which language the console speaks. */
export const language = {
  get now(): Language {
    return spoken.language;
  },
};

/** Speaks a language from now on, here and the next time. */
export async function choose(chosen: Language): Promise<void> {
  localStorage.setItem(KEPT, chosen);
  await speak(chosen);
}

/** Loads the texts of a language and shows them. */
export async function speak(chosen: Language = spoken.language): Promise<void> {
  const { default: sources } = await (chosen === 'ja' ? import('./texts/ja.ts') : import('./texts/en.ts'));
  // Both languages run from left to right, so values need no marks of direction around them.
  const loaded = new FluentBundle(LOCALES[chosen], { useIsolating: false });
  for (const source of sources) {
    loaded.addResource(new FluentResource(source));
  }
  catalogue = loaded;
  spoken.language = chosen;
  document.documentElement.lang = chosen;
}

/** A text by its key, with values in it. A number follows the rules of the language, so a name is a string. */
export function say(key: string, values?: Values): string {
  const pattern = catalogue?.getMessage(key)?.value;
  return catalogue && pattern ? catalogue.formatPattern(pattern, values, []) : key;
}

function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  return kept === 'ja' || kept === 'en' ? kept : navigator.language.startsWith('ja') ? 'ja' : 'en';
}
