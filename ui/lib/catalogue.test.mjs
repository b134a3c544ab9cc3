// Every text that the windows name is in the catalogue, in both languages with the same values, and none is left over.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** The texts of one language: their keys, and the values that each wants. */
function texts(language, file) {
  const source = readFileSync(path(`../../shared/locales/${language}/${file}.ftl`), 'utf8');
  const messages = source.split(/^(?=[a-z])/m).filter((part) => /^[a-z][\w-]* =/.test(part));
  return new Map(
    messages.map((message) => {
      const values = [...message.matchAll(/\$([a-z]+)/g)].map(([, name]) => name);
      return [message.slice(0, message.indexOf(' ')), [...new Set(values)].sort().join()];
    }),
  );
}

/** What the windows name: a whole key, or one with a part that is known only when they run. */
function named() {
  const folders = ['.', '../agent/src'].map(path);
  const files = folders.flatMap((folder) => {
    return readdirSync(folder, { recursive: true }).filter((file) => /\.(svelte|ts)$/.test(file)).map((file) => `${folder}/${file}`);
  });
  const literal = /['"`]((?:app|service)-(?:[a-z0-9-]|\$\{[^}]*\})+)['"`]/g;
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(literal)].map(([, key]) => key));
}

const pattern = (key) => new RegExp(`^${key.replaceAll(/\$\{[^}]*\}/g, '[a-z-]+')}$`);

const app = { ja: texts('ja', 'app'), en: texts('en', 'app') };
const known = [...app.ja.keys(), ...texts('ja', 'words').keys()];

test('both languages have the same texts with the same values', () => {
  assert.deepEqual([...app.ja].sort(), [...app.en].sort());
  assert.ok(app.ja.size > 100);
});

test('every text that is named is there', () => {
  const missing = named().filter((key) => !known.some((one) => pattern(key).test(one)));
  assert.deepEqual(missing, []);
});

test('every text of the windows is named', () => {
  const patterns = named().map(pattern);
  const idle = [...app.ja.keys()].filter((key) => !patterns.some((one) => one.test(key)));
  assert.deepEqual(idle, []);
});
