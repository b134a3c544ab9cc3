// The web app: the phone's screens, in front of a worker that is the agent.

import '@akabeko/lib/style/paper.css';

import { host } from '@akabeko/lib/browser/window.ts';
import type { Host } from '@akabeko/lib/host.ts';
import { mount } from 'svelte';

import App from '../../agent/src/App.svelte';
import { line } from './line.ts';

const behind = host(line);
const app: Host = {
  ...behind,
  async ask(ask) {
    if (ask.ask === 'allow-messages' && 'Notification' in window) {
      // Browsers want the press itself.
      await Notification.requestPermission();
    }
    await behind.ask(ask);
  },
};

const code = invitation();
mount(App, { target: document.body, props: { host: app, which: 'phone' } });
if (code) {
  void app.ask({ ask: 'invite', invitation: code, server: location.origin });
}

/** The code of an invitation: behind the `#` of the address, which no server sees. It stays in no history. */
function invitation(): string {
  const code = location.hash.slice(1);
  if (code) {
    history.replaceState(null, '', location.pathname);
  }
  return decoded(code);
}

function decoded(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
