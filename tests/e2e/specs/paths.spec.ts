// Every path of figure 5, in both languages, with script and without: where it ends is what the page then advises.

import { homeOf } from '../demo.ts';
import { LANGUAGES, LOCALE, about, expect, press, test } from './person.ts';

const ENDS = {
  en: {
    administrator: 'Ask the people who run the network',
    device: 'Protect your own device',
    check: /^Check it: /,
    close: /^Close it: /,
    support: 'Write to our support',
  },
  ja: {
    administrator: 'ネットワークの担当の方にたずねる',
    device: 'お使いの端末を守る',
    check: /^確かめる：/,
    close: /^閉じる：/,
    support: '相談の窓口に書く',
  },
} as const;

/** The presses of each path, by the last words of their ids, and its end. */
const PATHS: [string[], keyof (typeof ENDS)['en']][] = [
  [['work'], 'administrator'],
  [['away'], 'device'],
  [['home', 'intended'], 'check'],
  [['home', 'unintended', 'yes'], 'close'],
  [['home', 'unintended', 'no'], 'support'],
  [['home', 'unknown', 'yes'], 'close'],
  [['home', 'unknown', 'no'], 'support'],
];

for (const language of LANGUAGES) {
  for (const javaScriptEnabled of [true, false]) {
    const role = `paths ${language}${javaScriptEnabled ? '' : ' without script'}`;
    test.describe(role, () => {
      test.use({ locale: LOCALE[language], javaScriptEnabled });

      test('every answer leads where the paper says', async ({ page }) => {
        const home = homeOf(role);
        await page.goto(home.url);
        for (const [answers, end] of PATHS) {
          for (const [depth, answer] of answers.entries()) {
            const button = depth === 0 ? `network.${answer}` : about(home, ['', 'intent', 'ability'][depth], answer);
            await press(page, button);
            await expect(page.locator(`button[value="${button}"]`)).toHaveAttribute('aria-pressed', 'true');
          }
          const advice = page.locator('article.measure h3');
          await expect(advice.filter({ hasText: ENDS[language][end] }).first(), answers.join()).toBeVisible();
        }
      });
    });
  }
}
