// The extension in a real browser: from the invitation to a door that is confirmed closed.

import { isOpenToEverybody } from './axe.ts';
import { SAYS, answers, expect, speaks, test } from './browser.ts';
import { LANGUAGES } from './person.ts';

for (const language of LANGUAGES) {
  const says = SAYS[language];

  test.describe(`extension ${language}`, () => {
    test('it is blue, turns red, leads to the page, and is blue again', async ({ household, extension }) => {
      const welcome = await extension.opens('welcome');
      await speaks(welcome, language);
      await welcome.getByLabel(says.invitation, { exact: true }).fill((await household.invites()).link);
      await welcome.getByRole('button', { name: says.go }).click();
      await expect(welcome.getByText('Aizu Network Centre').first()).toBeVisible();
      await welcome.screenshot({ path: `shots/extension-consent.${language}.png`, fullPage: true });
      expect(await extension.icon()).toMatchObject({ badge: '', popup: '' });
      await welcome.getByLabel(says.home).check();
      await welcome.getByRole('button', { name: says.agree }).click();
      await expect(welcome.getByRole('heading', { name: says.ready })).toBeVisible();
      await welcome.screenshot({ path: `shots/extension-ready.${language}.png`, fullPage: true });

      await household.passesAMonth();
      const popup = `chrome-extension://${extension.id}/window.html?window=popup`;
      await expect.poll(() => extension.icon()).toEqual({ badge: '', title: says.well, popup });
      expect(await extension.messages()).toEqual([]);

      await household.sendsCampaign('autumn');
      // It asks when an alarm rings, or when a window that is open looks.
      await expect.poll(() => extension.icon(), { timeout: 60_000 }).toEqual({ badge: '1', title: says.red, popup });
      expect(await extension.messages()).toHaveLength(1);

      const window = await extension.opens('popup');
      const message = window.getByRole('heading', { name: says.saw });
      await expect(message).toBeVisible();
      await expect(window.locator('body')).toMatchAriaSnapshot({ name: `extension-popup.${language}.aria.yml` });
      await isOpenToEverybody(window);
      await window.screenshot({ path: `shots/extension-popup.${language}.png` });
      const { x, y } = (await message.boundingBox())!;
      expect(x < 190 && y > 300, `the message stands at the bottom left, not at ${x}, ${y}`).toBe(true);

      const opening = extension.context.waitForEvent('page');
      await window.getByRole('button', { name: says.read, exact: true }).click();
      const page = await opening;
      await expect(page).toHaveURL(/\/notice\//);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.screenshot({ path: `shots/extension-page.${language}.png` });
      await answers(page);
      await expect.poll(() => household.tells()).toMatchObject({
        platforms: ['browser'],
        visits: ['app'],
        answers: ['network.home', 'intent.tcp-23.unintended', 'ability.tcp-23.yes'],
      });

      await household.closesTheDoor();
      await page.locator('form[action*="/rescan"] button').click();
      await expect.poll(() => extension.icon(), { timeout: 60_000 }).toEqual({ badge: '', title: says.well, popup });
      await expect(window.getByRole('heading', { name: says.saw })).toHaveCount(0);
      await window.screenshot({ path: `shots/extension-closed.${language}.png` });
    });
  });
}
