// From a rule to a sent campaign and its results: one person writes and proposes it, another approves.

import { code, operator } from '../operators.ts';
import { expect, open, settled, signedIn, test } from './desk.ts';
import type { Page } from '@playwright/test';

test.use({ locale: 'en-GB' });

/** Confirms what is asked, and proves who one is where that is wanted. */
async function confirm(page: Page, secret: string, button: string) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  const asked = page.getByRole('dialog', { name: 'Is it still you?' });
  await expect(asked.or(page.getByRole('status').filter({ hasText: /\S/ })).first()).toBeVisible();
  if (await asked.isVisible()) {
    await asked.getByRole('textbox').fill(code(secret, 1));
    await asked.getByRole('button').last().click();
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('two people send a campaign, and its results are there', async ({ browser, page, context }) => {
  const sender = await signedIn(context, 'sender');
  await open(page, sender, '/selection');
  await page.getByRole('link', { name: 'Write a campaign with this rule' }).click();
  await settled(page);
  await page.getByLabel('Name of the campaign').fill('june');
  // Nobody waits, so that what homes of other tests see is not withheld from them.
  await page.getByLabel(/^Share that is told later/).fill('0');
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await expect(page).toHaveURL(/\/campaigns\/june$/);
  await settled(page);
  await page.getByRole('button', { name: 'Propose it' }).click();
  await confirm(page, sender.secret, 'Propose it');
  await expect(page.getByRole('button', { name: 'Take back the proposal' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and send' })).toHaveAttribute('aria-disabled', 'true');

  const other = await browser.newContext({ locale: 'en-GB' });
  const approver = await signedIn(other, 'approver');
  const desk = await other.newPage();
  await open(desk, approver, '/');
  await desk.locator('main').getByRole('link', { name: /june/ }).first().click();
  await settled(desk);
  await desk.getByRole('button', { name: 'Approve and send' }).click();
  await confirm(desk, approver.secret, 'Approve and send');
  await expect(desk.locator('main').getByText('Under way').first()).toBeVisible({ timeout: 30_000 });
  await open(desk, approver, '/results');
  await expect(desk.locator('main figure svg').first()).toBeVisible({ timeout: 60_000 });
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: /CSV/ }).or(desk.getByRole('link', { name: /CSV/ })).first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  await other.close();
});

test('a viewer is offered nothing that changes anything', async ({ page, context }) => {
  const viewer = await signedIn(context, 'viewer');
  await open(page, viewer, '/campaigns/may');
  for (const button of ['Pause it', 'Tell everybody now', 'Close the campaign']) {
    await expect(page.getByRole('button', { name: button })).toHaveCount(0);
  }
  await open(page, viewer, '/operators');
  await expect(page.locator('main')).not.toContainText('Hanako');
});

test('whoever is not signed in is led to sign in and back to where they wanted to go', async ({ page, watch }) => {
  const signer = operator('signer');
  await page.goto(`${signer.site}/console/scanner`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('Name').fill(signer.name);
  await page.getByLabel('Password', { exact: true }).fill('a wrong password');
  await page.getByLabel('Six digits').or(page.getByLabel(/code/i)).first().fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText(/not right/);
  await page.getByLabel('Password', { exact: true }).fill('a red ox of Aizu');
  await page.getByLabel('Six digits').or(page.getByLabel(/code/i)).first().fill(code(signer.secret, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/console\/scanner$/);
  // A refused request is what this test is about, and browsers note each on their console.
  watch.faults.splice(0, watch.faults.length, ...watch.faults.filter((fault) => !/status of 401/.test(fault)));
});
