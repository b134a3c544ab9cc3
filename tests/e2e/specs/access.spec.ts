// Everybody can use the page: axe, narrow screens, dark and forced colours, the keyboard alone.

import type { Page } from '@playwright/test';

import { homeOf } from '../demo.ts';
import { COLOURS, isOpenToEverybodyIn } from './axe.ts';
import { LANGUAGES, LOCALE, about, expect, press, test } from './person.ts';

const lost = () => new URL('/n/aaaaaaaaaaaaaaaaaaaaaaaaaa', homeOf('keys').url).href;

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: LOCALE[language] });

    test('axe finds nothing on the way through the page', async ({ page }) => {
      const home = homeOf(language === 'en' ? 'axe english' : 'axe japanese');
      await page.goto(home.url);
      await accessible(page, 'first');
      await press(page, 'network.home');
      await accessible(page, 'asked');
      await press(page, about(home, 'intent', 'unknown'));
      await press(page, about(home, 'ability', 'no'));
      await accessible(page, 'support');
      await press(page, 'network.work');
      await accessible(page, 'administrator');
      await press(page, 'network.away');
      await accessible(page, 'device');
    });

    test('an address that leads nowhere says so in the language of the browser', async ({ page, watch }) => {
      const response = await page.goto(lost());
      expect(response?.status()).toBe(404);
      expect(watch.faults.splice(0).join()).not.toContain('Content Security Policy');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('body')).toMatchAriaSnapshot({ name: `lost.${language}.aria.yml` });
      await accessible(page, 'lost');
      await page.getByRole('link', { name: language === 'en' ? '日本語' : 'English' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'ja' : 'en');
      watch.faults.length = 0;
    });
  });
}

test('every control is reached by the keyboard, and shows it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(homeOf('seer').url);
  const controls = await page.locator('a[href], button, summary').count();
  const reached = new Set<string>();
  for (let tab = 0; tab < controls; tab += 1) {
    await page.keyboard.press('Tab');
    const { html, outline } = await page.evaluate(focused);
    expect(outline, html).toBeGreaterThanOrEqual(2);
    const inside = async () => (await page.evaluate(focused)).inside;
    await expect.poll(inside, `${html} is on the screen`).toBe(true);
    reached.add(html);
  }
  expect(reached.size).toBe(controls);
  const buttons = await page.locator('button').evaluateAll((all) => all.map((button) => button.outerHTML));
  expect(buttons.filter((button) => !reached.has(button))).toEqual([]);
});

test('a person with a keyboard answers and reads on where the next step is', async ({ page }) => {
  const home = homeOf('typist');
  await page.goto(home.url);
  await page.locator('button[value="network.home"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('button[value="network.home"]')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  const next = await page.evaluate(() => Boolean(document.activeElement?.closest('#next, #next ~ *')));
  expect(next, 'the keyboard goes on at the next step').toBe(true);
});

function focused() {
  const control = document.activeElement as HTMLElement;
  const style = getComputedStyle(control);
  const box = control.getBoundingClientRect();
  return {
    html: control.outerHTML,
    outline: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth),
    inside: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
  };
}

/** No violation in any colours, and nothing sticks out of a narrow screen. */
async function accessible(page: Page, state: string) {
  const before = page.viewportSize();
  await isOpenToEverybodyIn(page, COLOURS, state);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${state} at 320 px`).toBeLessThanOrEqual(320);
  await page.setViewportSize(before ?? { width: 1280, height: 720 });
}

test('the dark scheme is dark', async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(homeOf('seer').url);
  const light = await paper();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await paper()).not.toBe(light);
});
