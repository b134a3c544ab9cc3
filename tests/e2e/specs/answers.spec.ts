// Answers stay when the language changes, and can be changed themselves.

import { homeOf } from '../demo.ts';
import { about, expect, press, test } from './person.ts';

test.use({ locale: 'en-GB' });

test('the other language shows the same answers at the same place', async ({ page }) => {
  const home = homeOf('changer');
  const chosen = page.locator('button[aria-pressed="true"]');
  const answers = () => chosen.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('value')));
  await page.goto(home.url);
  await press(page, 'network.home');
  await press(page, about(home, 'intent', 'unknown'));
  const given = ['network.home', about(home, 'intent', 'unknown')];
  expect(await answers()).toEqual(given);

  for (const [language, name] of [['ja', '日本語'], ['en', 'English']]) {
    await page.getByRole('link', { name }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    expect(await answers()).toEqual(given);
    await expect(page.locator('#next')).toBeInViewport();
    await expect(page.locator('#next button').first()).toHaveAttribute('value', about(home, 'ability', 'yes'));
  }

  await page.getByRole('link', { name: '日本語' }).click();
  await press(page, about(home, 'ability', 'no'));
  await expect(page.locator('html'), 'a button keeps the language').toHaveAttribute('lang', 'ja');
});

test('a given answer can be changed and changed back', async ({ page }) => {
  const home = homeOf('keys');
  const network = (place: string) => page.locator(`button[value="network.${place}"]`);
  await page.goto(home.url);
  await press(page, 'network.home');
  await press(page, about(home, 'intent', 'unintended'));
  await expect(page.getByRole('heading', { name: 'can you close it yourself?' })).toBeVisible();

  await press(page, 'network.work');
  await expect(network('work')).toHaveAttribute('aria-pressed', 'true');
  await expect(network('home')).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('heading', { name: 'Ask the people who run the network' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'on purpose?' })).toHaveCount(0);

  await press(page, 'network.home');
  await expect(network('home')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { name: 'Ask the people who run the network' })).toHaveCount(0);
  await expect(page.locator(`button[value="${about(home, 'intent', 'unintended')}"]`)).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
