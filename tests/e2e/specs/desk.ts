// An operator's browser at the console of the demo, watched like a person's.

import type { BrowserContext, Page } from '@playwright/test';

import { operator, type Operator } from '../operators.ts';
import { expect, test, type Language } from './person.ts';

export { expect, test };

/** How large desks and phones are. */
export const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Gives a browser the session of somebody who has joined. */
export async function signedIn(context: BrowserContext, role: string): Promise<Operator> {
  const somebody = operator(role);
  const [name, value] = somebody.cookie.split('=');
  await context.addCookies([{ name, value, url: somebody.site }]);
  return somebody;
}

/** Opens a page of the console and waits until it has what it shows. */
export async function open(page: Page, somebody: Operator, path: string) {
  await page.goto(`${somebody.site}/console${path}`);
  await settled(page);
}

/** Waits until nothing on the page is on its way any more. */
export async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.waiting, [aria-busy="true"]')).toHaveCount(0);
}

/** Every page, with a name for what is kept of it. */
export const PAGES: [name: string, path: string][] = [
  ['overview', '/'],
  ['people', '/people'],
  ['invitations', '/invitations'],
  ['selection', '/selection'],
  ['reviews', '/reviews'],
  ['judged', '/reviews?judged=true'],
  ['campaigns', '/campaigns'],
  ['campaign', '/campaigns/may'],
  ['campaign-new', '/campaigns/new'],
  ['results', '/results'],
  ['support', '/support'],
  ['scanner', '/scanner'],
  ['opt-outs', '/opt-outs'],
  ['settings', '/settings'],
  ['operators', '/operators'],
  ['audit', '/audit'],
];

/** The language of the console, as somebody chose it there. */
export async function choose(page: Page, language: Language) {
  await page.addInitScript((language) => localStorage.setItem('akabeko-language', language), language);
}
