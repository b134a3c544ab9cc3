import '@akabeko/lib/style/paper.css';

import { tauri } from '@akabeko/lib/host.ts';
import { mount } from 'svelte';

import App from './App.svelte';

const address = new URLSearchParams(location.search);
const which = address.get('window');

// Without an agent there is a stand-in; it is no part of a build.
if (import.meta.env.DEV) {
  const { standInFor } = await import('../fake/dev.ts');
  standInFor(address.get('fake'), which);
}

mount(App, { target: document.body, props: { host: tauri, which } });
