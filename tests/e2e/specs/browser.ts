// A person with the extension in their browser, or with the web app, and a backend with their home beside it.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect, test as base, type BrowserContext, type Page, type Worker } from '@playwright/test';

import { CHROMIUM } from '../playwright.config.ts';
import { Household } from './household.ts';
import type { Language } from './person.ts';

export { expect };

/** What is on the buttons. */
export const SAYS = {
  en: {
    invitation: 'Invitation link or code',
    go: 'Continue',
    home: 'Home (a mobile line counts too)',
    agree: 'Agree and start',
    ready: 'You are set up',
    well: 'No notice for you',
    red: 'There is a notice for you',
    saw: 'I saw an entrance',
    read: 'Read the notice',
    tap: 'Tell me more',
    survey: 'Open the survey',
    meet: 'Meet the ox',
    allow: 'Allow messages',
    closed: 'Confirmed closed',
    notice: 'There is a notice for you',
  },
  ja: {
    invitation: '招待のリンク、またはコード',
    go: '次へ',
    home: '自宅（スマートフォンの回線もふくみます）',
    agree: '同意してはじめる',
    ready: '準備ができました',
    well: 'お知らせはありません',
    red: 'お知らせがあります',
    saw: '見える入口がありました',
    read: 'お知らせを読む',
    tap: 'くわしく聞く',
    survey: 'アンケートを開く',
    meet: '赤べこに会う',
    allow: '通知を許可する',
    closed: '閉じたことを確認しました',
    notice: 'お知らせがあります',
  },
};

const EXTENSION = fileURLToPath(new URL('../../../ui/extension/dist/chromium', import.meta.url));

/** The browser with the extension, as one person has it. */
export class Extension {
  constructor(
    readonly context: BrowserContext,
    readonly id: string,
  ) {}

  /** A page of the extension, as large as its popup is. */
  async opens(which: 'popup' | 'settings' | 'welcome'): Promise<Page> {
    const page = await this.context.newPage();
    await page.setViewportSize({ width: 380, height: 600 });
    await page.goto(`chrome-extension://${this.id}/window.html?window=${which}`);
    await expect(page.getByRole('main')).toBeVisible();
    return page;
  }

  /** What the toolbar shows. */
  async icon(): Promise<{ badge: string; title: string; popup: string }> {
    const worker = await this.worker();
    return worker.evaluate(async () => ({
      badge: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
      popup: await chrome.action.getPopup({}),
    }));
  }

  /** The messages on the screen. */
  async messages(): Promise<string[]> {
    const worker = await this.worker();
    return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  }

  /** The worker as it is now; the browser starts another whenever there is something to do. */
  async worker(): Promise<Worker> {
    return this.context.serviceWorkers()[0] ?? this.context.waitForEvent('serviceworker');
  }
}

interface Given {
  household: Household;
  extension: Extension;
}

export const test = base.extend<Given>({
  // Without windows a browser has neither extensions nor messages of the system.
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, executablePath: CHROMIUM });
    },
    { scope: 'worker' },
  ],
  household: async ({}, use) => {
    const household = await Household.begin();
    await use(household);
    await household.end();
  },
  extension: async ({ launchOptions }, use) => {
    if (!existsSync(join(EXTENSION, 'manifest.json'))) {
      throw new Error('build the extension first: cargo xtask wasm, then npm run build in ui/');
    }
    const folder = await mkdtemp(join(tmpdir(), 'akabeko-extension-'));
    const context = await chromium.launchPersistentContext(folder, {
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        `--disable-extensions-except=${EXTENSION}`,
        `--load-extension=${EXTENSION}`,
      ],
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    await use(new Extension(context, new URL(worker.url()).host));
    await context.close();
    await rm(folder, { recursive: true, force: true });
  },
});

/** Has a first page speak a language, whichever the browser has. */
export async function speaks(page: Page, language: Language) {
  const other = page.getByRole('button', { name: language === 'ja' ? '日本語' : 'English' });
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', /ja|en/);
  await expect(page.getByRole('main')).toBeVisible();
  if ((await html.getAttribute('lang')) !== language) {
    await other.click();
  }
  await expect(html).toHaveAttribute('lang', language);
}

/** The survey, to its end: at home, not meant, and I can close it myself. */
export async function answers(page: Page) {
  for (const button of ['network.home', 'intent.tcp-23.unintended', 'ability.tcp-23.yes']) {
    await page.locator(`button[value="${button}"]`).click();
  }
}
