// The whole way of one person: told, asked, advised, looked at again, closed.

import type { Page } from '@playwright/test';

import { homeOf } from '../demo.ts';
import { LANGUAGES, LOCALE, WORDS, expect, isOpen, scanAgain, test } from './person.ts';

const SCREENS = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

for (const language of LANGUAGES) {
  const words = WORDS[language];

  test.describe(language, () => {
    test.use({ locale: LOCALE[language] });

    test('a person closes the entrance and is told so', async ({ page }) => {
      const home = homeOf(language === 'en' ? 'english' : 'japanese');
      expect(await isOpen(home)).toBe(true);

      await page.goto(home.url);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await matches(page, `first.${language}`);
      await shoot(page, `first.${language}`);

      await page.getByRole('button', { name: words.home }).click();
      await page.getByRole('button', { name: words.unintended }).click();
      await page.getByRole('button', { name: words.can }).click();
      await matches(page, `advice.${language}`);
      await shoot(page, `advice.${language}`);
      await expect.poll(() => isOpen(home), 'the demo closes the port').toBe(false);

      await scanAgain(page, language);
      // Nobody touches anything until the result is there.
      await expect(page.getByRole('heading', { name: words.shut })).toBeVisible();
      await expect(page.getByRole('heading', { name: words.closed, level: 1 })).toBeAttached();
      await matches(page, `closed.${language}`);
      await shoot(page, `closed.${language}`);

      await page.goto(home.url);
      await expect(page.getByRole('heading', { name: words.closed, level: 1 })).toBeVisible();
      await expect(page.getByRole('heading', { name: words.shut })).toHaveCount(0);
    });
  });
}

test.describe('without script', () => {
  // The words are tested above, in both languages; one is enough for the way.
  test.use({ javaScriptEnabled: false, locale: LOCALE.en });

  test('a person closes the entrance and is told so', async ({ page, watch }) => {
    const home = homeOf('scriptless');
    const words = WORDS.en;
    await page.goto(home.url);
    await expect(page.getByRole('heading', { name: words.headline })).toBeVisible();
    await page.getByRole('button', { name: words.home }).click();
    await page.getByRole('button', { name: words.unintended }).click();
    await page.getByRole('button', { name: words.can }).click();
    await expect.poll(() => isOpen(home), 'the demo closes the port').toBe(false);

    await scanAgain(page, 'en');
    await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(1);
    // The page asks for itself again until the result is there, and then no more.
    await expect(page.getByRole('heading', { name: words.shut })).toBeVisible();
    await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(0);
    await page.goto(home.url);
    await expect(page.getByRole('heading', { name: words.closed, level: 1 })).toBeVisible();
    expect(watch.posts('/seen')).toHaveLength(0);
  });
});

async function matches(page: Page, name: string) {
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
}

async function shoot(page: Page, name: string) {
  const before = page.viewportSize();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    await page.evaluate(() => document.querySelector(location.hash || 'body')?.scrollIntoView());
    await page.screenshot({ path: `shots/${name}.${screen.width}.png` });
  }
  await page.setViewportSize(before ?? SCREENS[1]);
}
