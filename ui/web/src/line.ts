// The page's way to its worker.

import type { Given, Line } from '@akabeko/lib/browser/line.ts';
import type { View } from '@akabeko/lib/view.ts';

const SCOPE = import.meta.env.BASE_URL;

export const line: Line = {
  async ask(wanted) {
    const worker = await active();
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<Given | null>) => {
        port1.close();
        data ? resolve(data) : reject(new Error('the worker could not'));
      };
      worker.postMessage(wanted, [port2]);
    });
  },
  follow(show) {
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ show?: View }>) => {
      if (data.show) {
        show(data.show);
      }
    });
    navigator.serviceWorker.startMessages();
  },
  // A page of its own stays where it is.
  close: async () => {},
};

async function active(): Promise<ServiceWorker> {
  await navigator.serviceWorker.register(`${SCOPE}worker.js`, { scope: SCOPE });
  const { active } = await navigator.serviceWorker.ready;
  return active!;
}
