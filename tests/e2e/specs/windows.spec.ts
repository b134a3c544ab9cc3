// What the windows of the app show, in every state that matters, as people read it and as assistive software does.

import type { Fake } from '../../../ui/agent/fake/views.ts';
import { LANGUAGES } from './person.ts';
import { expect, test, type Which } from './window.ts';

const SHOWN: [Which, Fake][] = [
  ['welcome', 'uninvited'],
  ['welcome', 'uninvited-trouble'],
  ['welcome', 'asking'],
  ['welcome', 'invited'],
  ['welcome', 'invited-plain'],
  ['welcome', 'ok'],
  ['welcome', 'bare'],
  ['popup', 'ok'],
  ['popup', 'not-yet'],
  ['popup', 'withheld'],
  ['popup', 'shared'],
  ['popup', 'notices'],
  ['popup', 'looking'],
  ['popup', 'done'],
  ['popup', 'snoozed'],
  ['popup', 'offline'],
  ['popup', 'paused'],
  ['popup', 'network'],
  ['popup', 'bare'],
  ['settings', 'ok'],
  ['settings', 'withdrawn'],
  ['settings', 'exported'],
];

// Japan time, by which the agent's own sentences go as well.
test.use({ timezoneId: 'Asia/Tokyo' });

for (const language of LANGUAGES) {
  for (const [which, fake] of SHOWN) {
    test(`${which} shows ${fake} in ${language}`, async ({ page, window }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await window.open(which, fake, language);
      const name = `window-${which}-${fake}.${language}`;
      await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `shots/${name}.${colorScheme}.png` });
      }
    });
  }
}

test('an agent that does not answer is no blank window', async ({ page, window }) => {
  await window.openAlone('popup');
  await expect(page.getByRole('alert')).toContainText('Akabeko');
});

test('times are told with the weekday and the zone of the device', async ({ page, window }) => {
  await window.open('popup', 'ok', 'en');
  await expect(page.getByText('Mon 23 Nov, 08:15 (Japan time)')).toBeVisible();
});

test.describe('elsewhere', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('times are those of the place', async ({ page, window }) => {
    await window.open('popup', 'ok', 'ja');
    await expect(page.getByText('11月22日(日) 18:15（GMT-5）')).toBeVisible();
  });
});
