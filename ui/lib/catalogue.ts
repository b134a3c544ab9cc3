// The texts of the windows, from the catalogue that all parts of the product share.

import { FluentBundle, FluentResource } from '@fluent/bundle';

import appEn from '../../shared/locales/en/app.ftl?raw';
import wordsEn from '../../shared/locales/en/words.ftl?raw';
import appJa from '../../shared/locales/ja/app.ftl?raw';
import wordsJa from '../../shared/locales/ja/words.ftl?raw';
import type { Language } from './view.ts';

export type Values = Record<string, string | number>;

/** A text by its key, with values in it. A number follows the rules of the language, so a name is a string. */
export type Text = (key: string, values?: Values) => string;

const catalogues: Record<Language, FluentBundle> = {
  ja: bundle('ja', wordsJa, appJa),
  en: bundle('en-GB', wordsEn, appEn),
};

/** The text for a key, or the key itself where there is none. */
export function text(language: Language, key: string, values?: Values): string {
  const catalogue = catalogues[language];
  const pattern = catalogue.getMessage(key)?.value;
  return pattern ? catalogue.formatPattern(pattern, values, []) : key;
}

function bundle(locale: string, ...sources: string[]): FluentBundle {
  // Both languages run from left to right, so values need no marks of direction around them.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const source of sources) {
    bundle.addResource(new FluentResource(source));
  }
  return bundle;
}
