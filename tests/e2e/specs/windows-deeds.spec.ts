// What the windows of the app ask for, and what they do by themselves.

import { VIEWS } from '../../../ui/agent/fake/views.ts';
import { expect, test, viewOf } from './window.ts';

test.describe('the first run', () => {
  test('a link is passed on as it is', async ({ page, window }) => {
    await window.open('welcome', 'uninvited', 'en');
    const link = 'akabeko://enrol?server=https%3A%2F%2Fakabeko.example&code=MIKAN-3821';
    await page.getByLabel('Invitation link or code').fill(` ${link} `);
    await expect(page.getByLabel('Address of the server')).toHaveCount(0);
    await page.getByRole('button', { name: 'Continue' }).click();
    await window.asked({ ask: 'invite', invitation: link, server: null });
  });

  test('a code needs the server’s address', async ({ page, window }) => {
    await window.open('welcome', 'uninvited', 'en');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByLabel('Invitation link or code')).toBeFocused();
    await page.keyboard.type('MIKAN-3821');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Address of the server')).toBeFocused();
    expect(await window.asks()).toEqual([]);
    await page.keyboard.type('https://akabeko.example');
    await page.keyboard.press('Enter');
    await window.asked({ ask: 'invite', invitation: 'MIKAN-3821', server: 'https://akabeko.example' });
  });

  test('nothing is agreed before somebody answers, and nothing is chosen for them', async ({ page, window }) => {
    await window.open('welcome', 'invited', 'en');
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Agree and start' }).click();
    await expect(page.getByText('Please choose one.')).toBeVisible();
    await expect(page.getByRole('radio').first()).toBeFocused();
    expect(await window.asks()).toEqual([]);

    await page.getByRole('radio', { name: 'Work or school' }).check();
    await page.getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Agree and start' }).click();
    await window.asked({ ask: 'join', network: 'work', autostart: false });
  });

  test('whoever does not want to says so', async ({ page, window }) => {
    await window.open('welcome', 'invited', 'en');
    await page.getByRole('button', { name: 'No, thanks' }).click();
    await window.asked({ ask: 'decline' });
  });

  test('the consent names every entrance and every address', async ({ page, window }) => {
    await window.open('welcome', 'invited', 'en');
    await page.getByText('See the 23 entrances').click();
    const numbers = await page.locator('details li').allInnerTexts();
    expect(numbers.join().match(/\d+/g)).toHaveLength(23);
    await expect(page.getByText('2001:db8::10')).toBeVisible();
  });

  test('each step is read from its heading, and the last closes the window', async ({ page, window }) => {
    await window.open('welcome', 'uninvited', 'en');
    await window.show(viewOf('invited', 'en'));
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await window.show(viewOf('ok', 'en'));
    await expect(page.getByRole('heading', { name: 'You are set up' })).toBeFocused();
    await page.getByRole('button', { name: 'See a sample' }).click();
    await window.asked({ ask: 'open-sample' });
    await page.getByRole('button', { name: 'Close this window' }).click();
    expect(await page.evaluate(() => globalThis.window.standIn.closed)).toBe(true);
  });

  test('what went wrong and what to do about it are two lines', async ({ page, window }) => {
    await window.open('welcome', 'uninvited', 'en');
    const view = structuredClone(viewOf('uninvited', 'en'));
    const trouble = 'The invitation was not accepted\nIt may be mistyped, used up or expired.';
    await window.show({ ...view, scene: { scene: 'uninvited', trouble } });
    expect(await page.getByRole('alert').filter({ hasText: 'not accepted' }).innerText()).toBe(trouble);
  });

  test('a second press while the server is asked asks nothing more', async ({ page, window }) => {
    await window.open('welcome', 'joining', 'en');
    await page.getByRole('radio', { name: /^Home/ }).check();
    await page.getByRole('button', { name: 'Agree and start' }).click({ force: true });
    expect(await window.asks()).toEqual([]);
  });
});

test.describe('the popup', () => {
  test('the message stands at the bottom left and leads to the page', async ({ page, window }) => {
    await window.open('popup', 'notices', 'en');
    const message = page.getByRole('region', { name: 'I saw an entrance' });
    const bubble = (await message.locator('.bubble').boundingBox())!;
    expect(bubble.x).toBeLessThan(40);
    expect(bubble.y).toBeGreaterThan(300);
    expect(bubble.y + bubble.height).toBeLessThanOrEqual(600);
    await expect(message).toContainText('orange-3821');
    // Anywhere on the message.
    await page.mouse.click(bubble.x + 20, bubble.y + 20);
    await window.asked({ ask: 'open-notice', notice: VIEWS.notices.scene.notices[0].notice });
  });

  test('Escape puts it away', async ({ page, window }) => {
    await window.open('popup', 'ok', 'en');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => globalThis.window.standIn.closed)).toBe(true);
  });

  test('a message can wait', async ({ page, window }) => {
    await window.open('popup', 'notice', 'en');
    await page.getByText('Later', { exact: true }).click();
    await page.getByRole('button', { name: 'In a week' }).click();
    await window.asked({ ask: 'snooze', days: 7 });
    await window.show(viewOf('snoozed', 'en'));
    await page.getByRole('button', { name: 'Remind me again' }).click();
    await window.asked({ ask: 'end-snooze' });
  });

  test('a check is asked for once, and says how it stands', async ({ page, window }) => {
    await window.open('popup', 'ok', 'en');
    const check = page.getByRole('button', { name: 'Check now' });
    await check.click();
    await window.asked({ ask: 'check-now' });
    await window.show(viewOf('looking', 'en'));
    await expect(page.getByText('Looking from outside.')).toBeVisible();
    await check.click({ force: true });
    expect(await window.asks()).toHaveLength(1);
    await window.show(viewOf('refused', 'en'));
    await expect(page.getByText('That is enough for today.')).toBeVisible();
  });

  test('a press names the network', async ({ page, window }) => {
    await window.open('popup', 'network', 'en');
    await page.getByRole('button', { name: /^Home/ }).click();
    await window.asked({ ask: 'name-network', network: 'home' });
  });

  test('a pause is taken and taken back', async ({ page, window }) => {
    await window.open('popup', 'ok', 'en');
    await page.getByRole('button', { name: 'Pause for a day' }).click();
    await window.asked({ ask: 'pause' });
    await window.show(viewOf('paused', 'en'));
    await expect(page.getByRole('button', { name: 'Check now' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Resume checks' }).click();
    await window.asked({ ask: 'resume' });
  });

  test('consent that is missing is asked for in the settings', async ({ page, window }) => {
    await window.open('popup', 'outdated', 'en');
    await page.getByRole('button', { name: 'Read the new text' }).click();
    await window.asked({ ask: 'open-settings' });
  });

  test('what failed is said until it is dismissed', async ({ page, window }) => {
    await window.open('popup', 'failure', 'en');
    await expect(page.getByRole('alert')).toContainText('The browser could not be opened.');
    await page.getByRole('button', { name: 'Close' }).click();
    await window.asked({ ask: 'dismiss' });
  });

  test('that there is no place for an icon is said once', async ({ page, window }) => {
    await window.open('popup', 'bare', 'en');
    await expect(page.getByText('There is no place for an icon')).toBeVisible();
    await page.getByRole('button', { name: 'I see' }).first().click();
    await page.reload();
    await expect(page.getByText('Your system does not show messages.')).toBeVisible();
    await expect(page.getByText('There is no place for an icon')).toHaveCount(0);
  });

  test('a door that nobody looked at is not called shut', async ({ page, window }) => {
    await window.open('popup', 'few', 'en');
    await page.getByText('See all 23 in a list').click();
    await expect(page.getByRole('listitem').filter({ hasText: 'not looked at yet' })).toHaveCount(22);
  });

  test('what waits for its turn in a trial is not shown', async ({ page, window }) => {
    await window.open('popup', 'withheld', 'en');
    await expect(page.getByText('shown later')).toBeVisible();
    await expect(page.locator('.picture')).toHaveCount(0);
  });
});

test.describe('the settings', () => {
  test('set what they say', async ({ page, window }) => {
    await window.open('settings', 'ok', 'en');
    await page.getByRole('checkbox').uncheck();
    await window.asked({ ask: 'autostart', on: false });
    await page.getByRole('button', { name: /^Work/ }).click();
    await window.asked({ ask: 'name-network', network: 'work' });
    await page.getByRole('button', { name: 'Export' }).click();
    await window.asked({ ask: 'export' });
    await page.getByRole('button', { name: 'Open the operator’s site' }).click();
    await window.asked({ ask: 'open-site' });
    await page.getByRole('radio', { name: '日本語' }).check();
    await window.asked({ ask: 'speak', language: 'ja' });
    await window.show(viewOf('ok', 'ja'));
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await expect(page.getByRole('heading', { name: '設定' })).toBeVisible();
  });

  test('consent is withdrawn after a question, and given again', async ({ page, window }) => {
    await window.open('settings', 'ok', 'en');
    await page.getByRole('button', { name: 'Withdraw consent' }).click();
    const question = page.getByRole('dialog', { name: 'Withdraw your consent?' });
    await question.getByRole('button', { name: 'Go back' }).click();
    await expect(question).toBeHidden();
    expect(await window.asks()).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw consent' }).click();
    await question.getByRole('button', { name: 'Withdraw' }).click();
    await window.asked({ ask: 'withdraw' });
    await window.show(viewOf('withdrawn', 'en'));
    await page.getByRole('button', { name: 'Agree', exact: true }).click();
    await window.asked({ ask: 'agree' });
  });

  test('everything is deleted in two steps', async ({ page, window }) => {
    await window.open('settings', 'ok', 'en');
    await page.getByRole('button', { name: 'Delete everything' }).click();
    const question = page.getByRole('dialog', { name: 'Delete all records?' });
    await question.getByRole('button', { name: 'Delete everything' }).click();
    await expect(question.getByText('Please tick the box')).toBeVisible();
    expect(await window.asks()).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await expect(question.getByRole('checkbox')).not.toBeChecked();
    await question.getByRole('checkbox').check();
    await question.getByRole('button', { name: 'Delete everything' }).click();
    await window.asked({ ask: 'erase' });
  });
});
