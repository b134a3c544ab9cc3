// The app on a phone: the ox that speaks, the screens behind it, the way back, and that everybody can use them.

import type { Page } from '@playwright/test';

import { VIEWS, type Fake } from '../../../ui/agent/fake/views.ts';
import { COLOURS, isOpenToEverybodyIn } from './axe.ts';
import { LANGUAGES, type Language } from './person.ts';
import { expect, test, viewOf, type Window } from './window.ts';

/** Each screen: what the agent tells, and the presses that lead there, by their English and Japanese names. */
const SCREENS = {
  'home-quiet': ['ok'],
  'home-notice': ['older'],
  'home-shared': ['shared'],
  'home-network': ['network'],
  'home-paused': ['paused'],
  opening: ['older', /^I saw an entrance|^見える入口/],
  inbox: ['older', /^Notices|^お知らせ/],
  'inbox-empty': ['ok', /^Notices|^お知らせ/],
  look: ['open-door', /^2 of 23|^見た23か所/],
  settings: ['sometimes', /^Settings|^設定/],
  'settings-browser': ['browser', /^Settings|^設定/],
  invitation: ['uninvited'],
  consent: ['browser-invited'],
} satisfies Record<string, [Fake, ...RegExp[]]>;
type Screen = keyof typeof SCREENS;

/** The colours do not depend on the language, so one language meets them all. */
const COLOURS_IN = { ja: COLOURS.slice(0, 1), en: COLOURS };

test.use({ timezoneId: 'Asia/Tokyo' });

async function openScreen(page: Page, window: Window, screen: Screen, language: Language) {
  const [fake, ...presses] = SCREENS[screen] as [Fake, ...RegExp[]];
  await window.open('phone', fake, language);
  for (const name of presses) {
    await page.getByRole('button', { name }).click();
  }
}

for (const language of LANGUAGES) {
  for (const screen of Object.keys(SCREENS) as Screen[]) {
    test(`the screen ${screen} reads well in ${language}`, async ({ page, window }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await openScreen(page, window, screen, language);
      const name = `phone-${screen}.${language}`;
      await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `shots/${name}.${colorScheme}.png` });
      }
    });

    test(`the screen ${screen} is open to everybody in ${language}`, async ({ page, window }) => {
      await openScreen(page, window, screen, language);
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      await isOpenToEverybodyIn(page, COLOURS_IN[language]);
      expect(await page.evaluate(smallTargets), 'a finger finds every target').toEqual([]);
      for (const [width, size] of [[390, '200%'], [320, '100%'], [320, '200%']] as const) {
        await page.setViewportSize({ width, height: 640 });
        await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), size);
        expect(await page.evaluate(sideways), `${width} pixels, text at ${size}`).toEqual([]);
      }
    });
  }
}

test.describe('the way', () => {
  test('of a message: the bubble, the survey’s screen, the inbox, the page', async ({ page, window }) => {
    await window.open('phone', 'older', 'ja');
    await page.getByRole('button', { name: /^見える入口がありました/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '見える入口がありました' })).toBeFocused();
    await expect(page.getByRole('main')).toContainText('みかん-3821');
    await page.getByRole('button', { name: 'アンケートを開く' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'お知らせ' })).toBeFocused();
    // What wants attention comes first, though something else was sent later.
    const words = await page.getByRole('listitem').locator('.word').allInnerTexts();
    expect(words).toEqual(['みかん-3821', 'つばめ-0417', 'すずめ-1190']);
    expect(await window.asks()).toEqual([]);
    // Anywhere on the message.
    const box = (await page.getByRole('listitem').first().boundingBox())!;
    await page.mouse.click(box.x + box.width - 20, box.y + 20);
    await window.asked({ ask: 'open-notice', notice: VIEWS.notice.scene.notices[0].notice });
  });

  test('from the ox itself, which stands in the middle', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    const ox = (await page.locator('svg.ox.notice').boundingBox())!;
    expect(Math.abs(ox.x + ox.width / 2 - 195)).toBeLessThan(20);
    expect(Math.abs(ox.y + ox.height / 2 - 422)).toBeLessThan(100);
    const bubble = (await page.locator('.bubble').boundingBox())!;
    expect(bubble.y + bubble.height).toBeLessThan(ox.y);
    await page.mouse.click(ox.x + ox.width / 2, ox.y + ox.height / 2);
    await expect(page.getByRole('button', { name: 'Open the survey' })).toBeVisible();
  });

  test('back is the system’s own, the arrow or Escape', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    const title = page.getByRole('heading', { level: 1 });
    const forth = async () => {
      await page.getByRole('button', { name: /^I saw an entrance/ }).click();
      await page.getByRole('button', { name: 'Open the survey' }).click();
      await expect(title).toHaveText('Notices');
    };
    for (const back of [
      () => page.goBack(),
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Back', exact: true }).click(),
    ]) {
      await forth();
      await back();
      await expect(title).toHaveText('I saw an entrance');
      await back();
      await expect(title).toHaveText('There is a notice for you');
    }
    await page.keyboard.press('Escape');
    await expect(title).toHaveText('There is a notice for you');
  });

  test('back from a main screen is the ox, however many of them were seen', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    const title = page.getByRole('heading', { level: 1 });
    const bar = page.getByRole('navigation');
    const before = await page.evaluate(() => history.length);
    await page.getByRole('button', { name: /^I saw an entrance/ }).click();
    await page.getByRole('button', { name: 'Open the survey' }).click();
    await bar.getByRole('button', { name: 'Settings' }).click();
    await expect(title).toHaveText('Settings');
    await expect(bar.getByRole('button', { name: 'Settings' })).toHaveAttribute('aria-current', 'page');
    await bar.getByRole('button', { name: 'Notices' }).click();
    await expect(title).toHaveText('Notices');
    await page.goBack();
    await expect(title).toHaveText('There is a notice for you');
    await bar.getByRole('button', { name: 'Settings' }).click();
    await bar.getByRole('button', { name: 'The ox' }).click();
    await expect(title).toHaveText('There is a notice for you');
    expect(await page.evaluate(() => history.state)).toEqual({ path: ['home'] });
    expect(await page.evaluate(() => history.length)).toBe(before + 1);
  });

  test('goes on where it was after the page was shown in its place', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    await page.getByRole('button', { name: /^I saw an entrance/ }).click();
    await page.getByRole('button', { name: 'Open the survey' }).click();
    await page.goto('about:blank');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notices');
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Open the survey' })).toBeVisible();
  });

  test('ends at the ox where a message has ended meanwhile', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    await page.getByRole('button', { name: /^I saw an entrance/ }).click();
    await expect(page.getByRole('button', { name: 'Open the survey' })).toBeVisible();
    await window.show(viewOf('done', 'en', 'phone'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No notice for you');
    await page.getByRole('navigation').getByRole('button', { name: 'Notices' }).click();
    await expect(page.getByText('confirmed closed')).toBeVisible();
  });

  test('leads to what is seen from outside, and to another look', async ({ page, window }) => {
    await window.open('phone', 'open-door', 'en');
    await page.getByRole('button', { name: /^2 of 23 entrances look open/ }).click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await window.asked({ ask: 'check-now' });
    await window.show(viewOf('looking', 'en', 'phone'));
    await expect(page.getByText('Looking from outside.')).toBeVisible();
  });
});

test.describe('the ox', () => {
  test('says aloud that a message has come', async ({ page, window }) => {
    await window.open('phone', 'ok', 'en');
    const status = page.getByRole('status');
    await expect(status).toHaveText('No notice for you The last check saw no entrance from outside.', { useInnerText: true });
    // A region that was there before is read out when its text changes.
    const region = (await status.elementHandle())!;
    await window.show(viewOf('notice', 'en', 'phone'));
    await expect(page.locator('svg.ox')).toHaveClass(/\bnotice\b/);
    const heard = await region.innerText();
    expect(await region.evaluate((one) => one.isConnected)).toBe(true);
    expect(heard).toContain('I saw an entrance');
    expect(heard).toContain('remote control (number 23)');
  });

  test('speaks in the wording that the message was sent with', async ({ page, window }) => {
    await window.open('phone', 'facts', 'en');
    await expect(page.getByRole('button', { name: /^I saw an open entrance, on several days/ })).toBeVisible();
  });

  test('nods, unless somebody does not want anything to move', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    const moving = () => page.evaluate(() => document.getAnimations().map((one) => (one as CSSAnimation).animationName));
    expect((await moving()).some((name) => name.endsWith('dangle'))).toBe(true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toEqual([]);
    await expect(page.getByRole('status')).toContainText('I saw an entrance');
    await page.emulateMedia({ reducedMotion: 'no-preference' });

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: 'Let it nod' }).uncheck();
    await page.goBack();
    await page.reload();
    await expect(page.locator('svg.ox.notice')).toBeVisible();
    expect((await moving()).some((name) => name.endsWith('dangle'))).toBe(false);
  });

  test('waits if it is told to', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    await page.getByRole('button', { name: /^I saw an entrance/ }).click();
    await page.getByText('Later', { exact: true }).click();
    await page.getByRole('button', { name: 'In a day' }).click();
    await window.asked({ ask: 'snooze', days: 1 });
    await window.show(viewOf('snoozed', 'en', 'phone'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You set a notice aside for later');
    await page.getByRole('button', { name: 'Remind me again' }).click();
    await window.asked({ ask: 'end-snooze' });
  });

  test('leads to the text that is to be agreed to', async ({ page, window }) => {
    await window.open('phone', 'outdated', 'en');
    await page.getByRole('button', { name: 'Read the new text' }).click();
    await page.getByRole('button', { name: 'Agree', exact: true }).click();
    await window.asked({ ask: 'agree' });
  });
});

test.describe('the settings', () => {
  test('ask for leave to show messages, and no longer once they have it', async ({ page, window }) => {
    await window.open('phone', 'sometimes', 'en');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Allow messages' }).click();
    await window.asked({ ask: 'allow-messages' });
    await expect(page.getByText('Hours can lie between.')).toBeVisible();
    await window.show(viewOf('opened', 'en'));
    await expect(page.getByText('Messages are blocked')).toBeVisible();
    await window.show(viewOf('ok', 'en', 'phone'));
    await expect(page.getByText('by a signal that says nothing itself')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Allow messages' })).toHaveCount(0);
  });

  test('promise nothing that a browser cannot do', async ({ page, window }) => {
    await window.open('phone', 'browser', 'en');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByText('It cannot see that your address changes while it is not open.')).toBeVisible();
    await window.show(viewOf('browser-push', 'en'));
    await expect(page.getByText('your browser shows the notice')).toBeVisible();
    await expect(page.getByText('It cannot see that your address changes while it is not open.')).toBeVisible();
    await window.show(viewOf('ok', 'en', 'phone'));
    await expect(page.getByText('It cannot see that your address changes')).toHaveCount(0);
  });

  test('have nothing of a desktop, and the rest', async ({ page, window }) => {
    await window.open('phone', 'ok', 'en');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByText('Start Akabeko together with this computer')).toHaveCount(0);
    await page.getByRole('button', { name: /^Somewhere else/ }).click();
    await window.asked({ ask: 'name-network', network: 'away' });
    await page.getByRole('button', { name: 'See a sample notice' }).click();
    await window.asked({ ask: 'open-sample' });
    await page.getByRole('button', { name: 'Pause for a day' }).click();
    await window.asked({ ask: 'pause' });
    await page.getByRole('button', { name: 'Export' }).click();
    await window.asked({ ask: 'export' });
    await page.getByRole('button', { name: 'Delete everything' }).click();
    const question = page.getByRole('dialog', { name: 'Delete all records?' });
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await question.getByRole('checkbox').check();
    await question.getByRole('button', { name: 'Delete everything' }).click();
    await window.asked({ ask: 'erase' });
    await window.show(viewOf('uninvited', 'en', 'phone'));
    await expect(page.getByLabel('Invitation link or code')).toBeVisible();
  });
});

test.describe('the first run', () => {
  test('ends with how a notice will look, and then shows the ox', async ({ page, window }) => {
    await window.open('phone', 'uninvited', 'en');
    await expect(page.getByText('has a QR code, point this device’s camera app at it')).toBeVisible();
    await window.show(viewOf('invited', 'en', 'phone'));
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await page.getByRole('radio', { name: /^Home/ }).check();
    await page.getByRole('button', { name: 'Agree and start' }).click();
    await window.asked({ ask: 'join', network: 'home', autostart: false });
    await window.show(viewOf('sometimes', 'en'));
    await expect(page.getByRole('heading', { name: 'You are set up' })).toBeFocused();
    await expect(page.getByText('With a notice it turns red and speaks in a bubble.')).toBeVisible();
    await page.getByRole('button', { name: 'Allow messages' }).click();
    await window.asked({ ask: 'allow-messages' });
    await page.getByRole('button', { name: 'Meet the ox' }).click();
    await expect(page.getByRole('heading', { name: 'No notice for you' })).toBeFocused();
    await expect(page.getByRole('navigation')).toBeVisible();
  });

  test('promises no daily look where the app only runs when it is opened', async ({ page, window }) => {
    await window.open('phone', 'browser-uninvited', 'en');
    await expect(page.getByText('When you open me, I look')).toBeVisible();
    await expect(page.getByText('camera app')).toHaveCount(0);
    // The server that shows the app is the one that a code is for.
    await page.getByLabel('Invitation link or code').fill('MIKAN-3821');
    await page.getByRole('button', { name: 'Continue' }).click();
    await window.asked({ ask: 'invite', invitation: 'MIKAN-3821', server: 'http://tauri.localhost' });
    await window.show(viewOf('browser-invited', 'en'));
    await expect(page.getByText('Once on each day that you open the app')).toBeVisible();
    await expect(page.getByText('Once a day', { exact: true })).toHaveCount(0);
  });
});

test.describe('the device', () => {
  test('keeps nothing behind its notch or its own bar', async ({ page, window }) => {
    const browser = await page.context().newCDPSession(page);
    await browser.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 50, bottom: 34 } });
    await window.open('phone', 'notice', 'en');
    const brand = (await page.locator('.brand').boundingBox())!;
    expect(brand.y).toBeGreaterThanOrEqual(50);
    const tab = (await page.getByRole('button', { name: 'Settings' }).boundingBox())!;
    expect(tab.y + tab.height).toBeLessThanOrEqual(844 - 34);
  });

  test('may lie on its side', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    await page.setViewportSize({ width: 844, height: 390 });
    const bar = (await page.getByRole('navigation').boundingBox())!;
    expect([bar.x, bar.height, bar.width < 120]).toEqual([0, 390, true]);
    await expect(page.getByRole('button', { name: /^I saw an entrance/ })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: /^1 of 23/ })).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: /^I saw an entrance/ }).click();
    await expect(page.getByRole('button', { name: 'Open the survey' })).toBeInViewport({ ratio: 1 });
  });

  test('is used by the keyboard alone', async ({ page, window }) => {
    await window.open('phone', 'notice', 'en');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: /^I saw an entrance/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Open the survey' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await window.asked({ ask: 'open-notice', notice: VIEWS.notice.scene.notices[0].notice });
  });
});

/** What is wider than the screen. */
function sideways(): string[] {
  const all = [document.documentElement, ...document.querySelectorAll('.page')];
  return all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => `${one.localName}: ${one.scrollWidth}`);
}

/** What is smaller than a fingertip; of a choice, the whole line takes the tap. */
function smallTargets(): string[] {
  const all = [...document.querySelectorAll('button, summary, .choice, input[type="text"]')];
  const boxes = all.map((one) => ({ one, box: one.getBoundingClientRect() }));
  const small = boxes.filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44));
  return small.map(({ one, box }) => `${box.width}×${box.height} ${one.outerHTML.slice(0, 100)}`);
}
