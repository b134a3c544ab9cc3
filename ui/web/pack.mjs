// Puts beside what was built what comes from elsewhere: the agent, the icons, and how the app is installed.

import { cpSync, existsSync, writeFileSync } from 'node:fs';

const here = (path) => new URL(path, import.meta.url);
const AGENT = here('../lib/dist/agent.wasm');
const SIDES = [192, 512];

if (!existsSync(AGENT)) {
  throw new Error('build the agent first: cargo xtask wasm');
}
cpSync(AGENT, here('dist/agent.wasm'));
for (const side of [180, ...SIDES]) {
  cpSync(here(`../lib/browser/icons/web-${side}.png`), here(`dist/web-${side}.png`));
}

const manifest = {
  id: '/app/',
  name: 'Akabeko',
  short_name: 'Akabeko',
  start_url: '/app/',
  scope: '/app/',
  display: 'standalone',
  background_color: '#f5eedd',
  theme_color: '#f5eedd',
  icons: SIDES.map((side) => ({ src: `web-${side}.png`, sizes: `${side}x${side}`, type: 'image/png' })),
};
writeFileSync(here('dist/app.webmanifest'), `${JSON.stringify(manifest, null, 2)}\n`);
