// Everybody can use the console: axe in light and dark, narrow screens, and no page without a heading of its own.

import { operator } from '../operators.ts';
import { COLOURS, isOpenToEverybody, isOpenToEverybodyIn } from './axe.ts';
import { PAGES, SIZES, choose, expect, open, settled, signedIn, test } from './desk.ts';
import { LANGUAGES, LOCALE } from './person.ts';

/** Pages that say the same whatever other tests do meanwhile. */
const TOLD = ['invitations', 'opt-outs', 'settings'];

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: LOCALE[language] });

    for (const [name, path] of PAGES) {
      test(`${name} is open to everybody in ${language}`, async ({ page, context }) => {
        await choose(page, language);
        const somebody = await signedIn(context, `reader ${language}`);
        await page.setViewportSize(SIZES.desk);
        await open(page, somebody, path);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        if (TOLD.includes(name)) {
          await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: `console-${name}-${language}.aria.yml` });
        }
        await isOpenToEverybodyIn(page, COLOURS.slice(0, 2));
        await page.setViewportSize(SIZES.phone);
        await settled(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(SIZES.phone.width);
      });
    }

    test(`whoever is not signed in is asked who they are in ${language}`, async ({ page }) => {
      await choose(page, language);
      await page.goto(`${operator('signer').site}/console/sign-in`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: `console-sign-in-${language}.aria.yml` });
      await isOpenToEverybody(page);
    });

    test(`the days of an agent are read by the keyboard in ${language}`, async ({ page, context }) => {
      await choose(page, language);
      const somebody = await signedIn(context, `reader ${language}`);
      await open(page, somebody, '/people?port=any');
      await page.locator('main a[href*="/people/"]').first().click();
      await settled(page);
      await isOpenToEverybody(page);
      const cell = page.getByRole('grid').locator('[tabindex="0"]');
      await cell.focus();
      const before = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
      await page.keyboard.press('ArrowLeft');
      const after = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
      expect(after).not.toBe(before);
      await page.setViewportSize(SIZES.phone);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(SIZES.phone.width);
    });
  });
}
