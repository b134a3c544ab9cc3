// Every text that the console names is in the catalogue, in both languages with the same values, and none is left over.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const FILES = ['console', 'study'];

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** The texts of one language: their keys, and the values that each wants. */
function texts(language, file) {
  const source = readFileSync(path(`../../shared/locales/${language}/${file}.ftl`), 'utf8');
  const messages = source.split(/^(?=[a-z])/m).filter((part) => /^[a-z][\w-]* =/.test(part));
  return messages.map((message) => {
    const values = [...message.matchAll(/\$([a-z]+)/g)].map(([, name]) => name);
    return [message.slice(0, message.indexOf(' ')), [...new Set(values)].sort().join()];
  });
}

/** What the console names: a whole key, or one with a part that is known only when it runs. */
function named() {
  const files = readdirSync(path('src'), { recursive: true, withFileTypes: true });
  const sources = files.filter(({ name }) => /\.(svelte|ts)$/.test(name));
  const literal = /['"`]((?:console|study)-(?:[a-z0-9-]|\$\{[^}]*\})+)['"`]/g;
  return sources.flatMap(({ parentPath, name }) => {
    return [...readFileSync(`${parentPath}/${name}`, 'utf8').matchAll(literal)].map(([, key]) => key);
  });
}

const pattern = (key) => new RegExp(`^${key.replaceAll(/\$\{[^}]*\}/g, '[a-z0-9_-]+')}$`);

const both = FILES.map((file) => ({ file, ja: texts('ja', file), en: texts('en', file) }));
const known = both.flatMap(({ ja }) => ja.map(([key]) => key));

for (const { file, ja, en } of both) {
  test(`both languages have the same texts with the same values in ${file}.ftl`, () => {
    assert.deepEqual(ja.toSorted(), en.toSorted());
    assert.equal(new Set(ja.map(([key]) => key)).size, ja.length);
    assert.ok(ja.length > 50);
  });

  test(`every text of ${file}.ftl is called after it`, () => {
    assert.deepEqual(ja.filter(([key]) => !key.startsWith(`${file}-`)), []);
  });
}

test('every text that is named is there', () => {
  const missing = named().filter((key) => !known.some((one) => pattern(key).test(one)));
  assert.deepEqual(missing, []);
});

test('every text is named', () => {
  const patterns = named().map(pattern);
  const idle = known.filter((key) => !patterns.some((one) => one.test(key)));
  assert.deepEqual(idle, []);
});
