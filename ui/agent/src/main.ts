import '@akabeko/lib/style/paper.css';

import { tauri } from '@akabeko/lib/host.ts';
import { mount } from 'svelte';

import App from './App.svelte';

// Without an agent there is a stand-in; it is no part of a build.
if (import.meta.env.DEV) {
  const { standInFor } = await import('../fake/dev.ts');
  standInFor(new URLSearchParams(location.search).get('fake'));
}

mount(App, { target: document.body, props: { host: tauri, which: new URLSearchParams(location.search).get('window') } });
