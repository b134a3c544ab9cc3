// The agent as a window knows it, at the other end of a line.

import type { Host } from '../host.ts';
import type { Line } from './line.ts';
import type { Saved } from './turn.ts';

/** Browsers end a worker that nobody speaks to. A window that is open is somebody. */
const LOOK = 10_000;

/** What a window asks, by this line. */
export function host(line: Line): Host {
  return {
    view: async () => (await line.ask({ want: 'view' })).view!,
    ask: async (ask) => {
      const { save, open } = await line.ask({ want: 'ask', ask });
      if (save) {
        handOver(save);
      }
      if (open) {
        location.assign(open);
      }
    },
    follow: async (show) => {
      line.follow(show);
      setInterval(() => void line.ask({ want: 'look' }).catch(() => {}), LOOK);
    },
    close: () => line.close(),
  };
}

function handOver({ name, document: text }: Saved) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
