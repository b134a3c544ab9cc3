// The windows of the app as they are built, under the product's own content policy, with a stand-in for the agent.

import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';

import { standIn } from '../../../ui/agent/fake/stand-in.ts';
import { VIEWS, inEnglish, onPhone, type Fake } from '../../../ui/agent/fake/views.ts';
import type { Ask, View } from '../../../ui/lib/view.ts';
import type { Language } from './person.ts';

const ORIGIN = 'http://tauri.localhost';
const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** How large the app makes each of its windows, and how large a phone is. */
export const SIZES = {
  welcome: { width: 720, height: 640 },
  popup: { width: 380, height: 600 },
  settings: { width: 720, height: 640 },
  phone: { width: 390, height: 844 },
};
export type Which = keyof typeof SIZES;

/** One window, and the agent that is not behind it. */
export class Window {
  constructor(readonly page: Page) {}

  /** Opens a window onto a view, in its own size. */
  async open(which: Which, fake: Fake, language: Language = 'ja') {
    await this.page.setViewportSize(SIZES[which]);
    await this.page.addInitScript(standIn, viewOf(fake, language, which));
    await this.page.goto(`${ORIGIN}/index.html?window=${which}`);
    await expect(this.page.locator('html')).toHaveAttribute('lang', language);
    await expect(this.page.getByRole('main')).toBeVisible();
  }

  /** Opens a window that nobody stands behind. */
  async openAlone(which: Which) {
    await this.page.addInitScript(standIn, null);
    await this.page.goto(`${ORIGIN}/index.html?window=${which}`);
  }

  /** The agent tells a further view. */
  async show(view: View) {
    await this.page.evaluate((view) => window.standIn.show(view), view);
  }

  /** What was asked so far. */
  asks(): Promise<Ask[]> {
    return this.page.evaluate(() => window.standIn.asks);
  }

  /** The latest of it. */
  async asked(ask: Ask) {
    await expect.poll(async () => (await this.asks()).at(-1)).toEqual(ask);
  }
}

/** A view by its name, in a language, as a kind of window meets it. */
export function viewOf(fake: Fake, language: Language, which?: Which): View {
  const view = which === 'phone' ? onPhone(VIEWS[fake]) : VIEWS[fake];
  return language === 'ja' ? view : inEnglish(view);
}

/** Every window is served from its folder, and nothing is asked of any other place. */
export const test = base.extend<{ window: Window }>({
  window: async ({ page }, use) => {
    if (!existsSync(root('ui/agent/dist/index.html'))) {
      throw new Error('build the windows first: npm ci --ignore-scripts && npm run build, in ui/');
    }
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        faults.push(`console: ${message.text()}`);
      }
    });
    await page.route('**', async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      if (origin !== ORIGIN) {
        faults.push(`request: ${route.request().url()}`);
        return route.abort();
      }
      return route.fulfill(served(pathname));
    });
    // As the app has it.
    await page.addInitScript(() => Object.freeze(Object.prototype));
    await use(new Window(page));
    expect(faults).toEqual([]);
  },
});

export { expect };

function served(pathname: string) {
  const body = readFileSync(root(`ui/agent/dist${pathname}`));
  const headers = { 'content-security-policy': policy() };
  return { body, contentType: TYPES[extname(pathname)], headers };
}

function policy(): string {
  const { app } = JSON.parse(readFileSync(root('agent/desktop/tauri.conf.json'), 'utf8'));
  return app.security.csp;
}
