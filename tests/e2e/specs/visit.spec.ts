// What counts as a visit, and what the browser tells others: nothing.

import { homeOf } from '../demo.ts';
import { about, expect, press, test } from './person.ts';

test('only a page that was visible for two seconds reports a visit, once', async ({ page, watch }) => {
  await page.clock.install({ time: '2026-06-06T00:00:00Z' });
  await page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => sessionStorage.seen ?? 'hidden' });
  });
  await page.goto(homeOf('seer').url);
  // From here on no time passes but what the test lets pass.
  await page.clock.pauseAt('2026-06-06T01:00:00Z');
  await page.clock.runFor(60_000);
  expect(watch.posts('/seen'), 'in a tab that nobody looks at').toHaveLength(0);

  const show = (state: string) => {
    sessionStorage.seen = state;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  await page.evaluate(show, 'visible');
  await page.clock.runFor(1_500);
  await page.evaluate(show, 'hidden');
  await page.clock.runFor(1_500);
  expect(watch.posts('/seen'), 'after a glance').toHaveLength(0);

  await page.evaluate(show, 'visible');
  await page.clock.runFor(1_999);
  expect(watch.posts('/seen')).toHaveLength(0);
  const reported = page.waitForResponse((response) => response.url().endsWith('/seen'));
  await page.clock.runFor(1);
  expect((await reported).status()).toBe(204);
  await page.evaluate(show, 'hidden');
  await page.evaluate(show, 'visible');
  await page.clock.runFor(60_000);
  expect(watch.posts('/seen')).toHaveLength(1);
  expect(watch.posts('/seen')[0].postData()).toBe('page=main');
});

test('the address of a page is told to nobody, and its buttons work all the same', async ({ page, watch }) => {
  const home = homeOf('visitor');
  const response = await page.goto(home.url);
  const headers = response?.headers() ?? {};
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-robots-tag']).toContain('noindex');
  expect(headers['content-security-policy']).toContain("default-src 'none'");

  await press(page, 'network.home');
  await press(page, about(home, 'intent', 'intended'));
  await expect(page.locator(`button[value="${about(home, 'intent', 'intended')}"]`)).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const [posted] = watch.posts('/answer');
  const sent = await posted.allHeaders();
  expect(sent.origin).toBe('null');
  expect((await posted.response())?.status()).toBe(303);
});

test('a policy that is violated would be noticed', async ({ page, watch }) => {
  await page.goto(homeOf('seer').url);
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://akabeko.invalid/x.png' }));
  });
  await expect.poll(() => watch.faults.length).toBeGreaterThan(0);
  expect(watch.faults.splice(0).join()).toContain('Content Security Policy');
  const foreign = watch.requests.findIndex((request) => request.url().includes('akabeko.invalid'));
  watch.requests.splice(foreign, 1);
});
