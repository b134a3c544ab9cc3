// Who we are, and whether a message is really from us, for anybody: readable, usable, and asking for nothing.

import { homeOf } from '../demo.ts';
import { isOpenToEverybody } from './axe.ts';
import { LANGUAGES, LOCALE, expect, test } from './person.ts';

const site = () => new URL(homeOf('seer').url).origin;

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: LOCALE[language], viewport: { width: 390, height: 844 } });

    test('who we are is told to anybody', async ({ page }) => {
      await page.goto(`${site()}/about`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('main')).toMatchAriaSnapshot({ name: `about-${language}.aria.yml` });
      await isOpenToEverybody(page);
    });

    test('a word that we did not send is said to be none of ours', async ({ page }) => {
      await page.goto(`${site()}/really`);
      await expect(page.locator('main')).toMatchAriaSnapshot({ name: `really-${language}.aria.yml` });
      await isOpenToEverybody(page);
      await page.getByRole('textbox').fill('mikan-00000');
      await page.getByRole('textbox').press('Enter');
      const said = { en: 'We did not send a message with this word', ja: 'このことばのお知らせは送っていません' };
      await expect(page.getByRole('heading', { name: said[language] })).toBeVisible();
      await isOpenToEverybody(page);
    });
  });
}
