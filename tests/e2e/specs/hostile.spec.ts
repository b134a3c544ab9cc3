// What 500 hostile devices say, on the pages that the tests of the backend wrote: it stays text.

import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { homeOf } from '../demo.ts';
import { expect, test } from './person.ts';

const PAGES = 22;
const folder = join(tmpdir(), 'akabeko-notice');

test('what hostile devices say opens no dialog, breaks no policy and adds no node', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  const site = new URL(homeOf('seer').url).origin;
  const policy = (await page.request.get(`${site}/sample`)).headers()['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  await page.route(`${site}/hostile/*`, (route) => {
    const file = join(folder, `${new URL(route.request().url()).pathname.split('/').pop()}.html`);
    const kind = 'text/html; charset=utf-8';
    const headers = { 'content-security-policy': policy, 'content-type': kind, 'referrer-policy': 'no-referrer' };
    return route.fulfill({ body: readFileSync(file, 'utf8'), headers });
  });
  expect(existsSync(join(folder, 'hostile-plain.html')), 'the tests of the backend ran before').toBe(true);
  const plain = await shape(page, `${site}/hostile/hostile-plain`);
  for (let number = 0; number < PAGES; number += 1) {
    const found = await shape(page, `${site}/hostile/hostile-${number}`);
    if (number < PAGES - 1) {
      expect(found, `page ${number}`).toEqual(plain);
    }
  }
  expect(dialogs).toEqual([]);
});

/** The elements of a page and their attributes, in order. */
async function shape(page: Page, url: string): Promise<string[]> {
  await page.goto(url);
  return page.evaluate(() => {
    const names = (element: Element) => element.getAttributeNames().join(' ');
    return [...document.querySelectorAll('*')].map((element) => `${element.localName} ${names(element)}`);
  });
}
