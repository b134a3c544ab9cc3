// Makes a folder for each browser of what was built for all.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

import { FluentBundle, FluentResource } from '@fluent/bundle';

import { MANIFESTS } from './manifest.mjs';

const here = (path) => new URL(path, import.meta.url);
const AGENT = here('../lib/dist/agent.wasm');
const ICONS = here('../lib/browser/icons/');

if (!existsSync(AGENT)) {
  throw new Error('build the agent first: cargo xtask wasm');
}

const [, version] = /^version = "(.+)"$/m.exec(readFileSync(here('../../Cargo.toml'), 'utf8'));

for (const [browser, manifest] of Object.entries(MANIFESTS)) {
  const folder = here(`dist/${browser}/`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(here('dist/common/'), folder, { recursive: true });
  cpSync(AGENT, new URL('agent.wasm', folder));
  for (const icon of readdirSync(ICONS).filter((name) => !name.startsWith('web-'))) {
    cpSync(new URL(icon, ICONS), new URL(`icons/${icon}`, folder));
  }
  write(new URL('manifest.json', folder), { ...manifest, version });
  for (const language of ['ja', 'en']) {
    const description = { message: text(language, 'extension-description') };
    write(new URL(`_locales/${language}/messages.json`, folder), { description });
  }
}
rmSync(here('dist/common/'), { recursive: true });

function write(file, content) {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

function text(language, key) {
  const bundle = new FluentBundle(language);
  bundle.addResource(new FluentResource(readFileSync(here(`../../shared/locales/${language}/tray.ftl`), 'utf8')));
  return bundle.formatPattern(bundle.getMessage(key).value);
}
