// A person in front of the page, and somebody who watches what the browser does meanwhile.

import { connect } from 'node:net';
import { expect, test as base, type Page, type Request } from '@playwright/test';

import type { Home } from '../demo.ts';

/** Telnet is the third of the 23 ports, and so of the doors where they had to move. */
const TELNET = 2;

/** What must not happen on any page, gathered while a test runs. */
class Watch {
  readonly requests: Request[] = [];
  readonly faults: string[] = [];

  constructor(page: Page) {
    page.on('request', (request) => this.requests.push(request));
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        this.faults.push(`console: ${message.text()}`);
      }
    });
  }

  /** What was posted to an address that ends so. */
  posts(end: string): Request[] {
    return this.requests.filter((request) => {
      return request.method() === 'POST' && new URL(request.url()).pathname.endsWith(end);
    });
  }

  async check() {
    expect(this.faults).toEqual([]);
    for (const request of this.requests.filter((request) => !request.url().startsWith('data:'))) {
      expect(new URL(request.url()).hostname, request.url()).toBe('127.0.0.1');
      const headers = await request.allHeaders().catch(() => request.headers());
      expect(headers.referer ?? '', `Referer to ${request.url()}`).toBe('');
    }
  }
}

/** Every test is watched. A violated content policy is said on the console, which is a fault. */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page }, use) => {
      const watch = new Watch(page);
      await use(watch);
      await watch.check();
    },
    { auto: true },
  ],
});

export { expect };

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The browser's own language, which decides until somebody chooses. */
export const LOCALE: Record<Language, string> = { en: 'en-GB', ja: 'ja-JP' };

/** What is on the buttons and at the top of results. */
export const WORDS = {
  en: {
    headline: 'One entrance can be seen from outside',
    home: 'At home',
    unintended: 'I did not mean to open it',
    can: 'I will try it myself',
    again: 'Scan the entrances again',
    due: 'We are looking from outside now',
    shut: 'No entrance looks open',
    closed: 'The entrance is closed',
  },
  ja: {
    headline: '外から見える入口が1か所あります',
    home: '自宅',
    unintended: '開けたつもりはない',
    can: '自分でやってみる',
    again: '入口をもう一度しらべる',
    due: 'いま、外から見ています',
    shut: 'どの入口も、開いて見えませんでした',
    closed: '入口は閉じています',
  },
};

/** Presses a button of the survey by its id, which is the same in every language. */
export async function press(page: Page, button: string) {
  await page.locator(`button[value="${button}"]`).click();
}

/** `intent.tcp-23.unknown` for the home's port. */
export function about(home: Home, question: string, answer: string): string {
  return `${question}.${home.port.replace('/', '-')}.${answer}`;
}

/** Asks for a scan and sees that it is under way, once more if it was done before the page was there. */
export async function scanAgain(page: Page, language: Language) {
  await expect(async () => {
    await page.getByRole('button', { name: WORDS[language].again }).click();
    await expect(page.getByRole('heading', { name: WORDS[language].due })).toBeVisible({ timeout: 500 });
  }).toPass();
}

/** Whether telnet answers at the home, as anybody outside would find out. */
export function isOpen(home: Home): Promise<boolean> {
  const port = home.moved === undefined ? 23 : home.moved + TELNET;
  return new Promise((resolve) => {
    const socket = connect({ host: home.address, port });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
