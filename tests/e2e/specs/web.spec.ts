// The web app at the size of a phone: from the address in an invitation to a door that is confirmed closed. The push is
// sent by the backend, and read by a push service of the tests; Chromium's own one lies in the internet. So what the
// browser would ask that one for is answered by the test, and what it got is handed to the real worker by the test.

import type { BrowserContext, Page, Worker } from '@playwright/test';

import { isOpenToEverybody } from './axe.ts';
import { SAYS, answers, expect, speaks, test } from './browser.ts';
import type { Household } from './household.ts';
import { LANGUAGES } from './person.ts';

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { reducedMotion: 'reduce' } });

for (const language of LANGUAGES) {
  const says = SAYS[language];

  test(`the web app in ${language} is woken by a push, speaks, leads to the page, and is blue again`, async ({
    page,
    context,
    household,
  }) => {
    await page.goto(`${household.url}/app/#${(await household.invites()).code}`);
    await expect(page.getByText('Aizu Network Centre').first()).toBeVisible();
    expect(page.url(), 'the code stays in no history').toBe(`${household.url}/app/`);
    await speaks(page, language);
    await page.screenshot({ path: `shots/web-consent.${language}.png`, fullPage: true });
    await page.getByLabel(says.home).check();
    await page.getByRole('button', { name: says.agree }).click();
    await expect(page.getByRole('heading', { name: says.ready })).toBeVisible();
    await allowsMessages(page, context, household, says.allow);
    await page.screenshot({ path: `shots/web-ready.${language}.png`, fullPage: true });
    await page.getByRole('button', { name: says.meet }).click();
    await expect(page.getByText(says.well).first()).toBeVisible();

    await household.passesAMonth();
    await page.goto('about:blank');
    await household.sendsCampaign('autumn');
    const { words } = await household.getsAPush();
    await deliver(context, household, words);
    await expect.poll(() => messages(context)).toEqual([says.notice]);

    await page.goto(`${household.url}/app/`);
    await expect(page.getByRole('button', { name: new RegExp(says.saw) })).toBeVisible();
    await expect(page.locator('body')).toMatchAriaSnapshot({ name: `web-notice.${language}.aria.yml` });
    await isOpenToEverybody(page);
    await page.screenshot({ path: `shots/web-notice.${language}.png` });
    await page.getByRole('button', { name: new RegExp(says.saw) }).click();
    await page.getByRole('button', { name: says.survey }).click();
    await page.getByRole('button', { name: says.read }).first().click();
    await expect(page).toHaveURL(/\/notice\//);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.screenshot({ path: `shots/web-page.${language}.png` });
    await answers(page);
    await expect.poll(() => household.tells()).toMatchObject({
      platforms: ['browser'],
      visits: ['app'],
      answers: ['network.home', 'intent.tcp-23.unintended', 'ability.tcp-23.yes'],
    });

    await household.closesTheDoor();
    await page.locator('form[action*="/rescan"] button').click();
    await page.goto(`${household.url}/app/`);
    await expect(page.getByText(says.well).first()).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => messages(context)).toEqual([says.closed]);
  });
}

test('without a network the web app opens and says so', async ({ page, context, household }) => {
  await page.goto(`${household.url}/app/`);
  await speaks(page, 'en');
  await worker(context);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByLabel(SAYS.en.invitation, { exact: true })).toBeVisible();
});

/** Presses the button, and answers for the browser's push service. */
async function allowsMessages(page: Page, context: BrowserContext, household: Household, button: string) {
  const agent = await worker(context);
  await agent.evaluate(() => {
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = (options) =>
      new Promise((answer) => Object.assign(globalThis, { wanted: { key: options!.applicationServerKey, answer } }));
  });
  await context.grantPermissions(['notifications'], { origin: household.url });
  await page.getByRole('button', { name: button }).click();
  const key = () => agent.evaluate(() => (globalThis as never as { wanted?: { key: string } }).wanted?.key);
  await expect.poll(key).toBeTruthy();
  const { endpoint, ...keys } = await household.subscribes((await key())!);
  await agent.evaluate((given) => {
    const { wanted } = globalThis as never as { wanted: { answer: (subscription: unknown) => void } };
    wanted.answer({ toJSON: () => given });
  }, { endpoint, keys });
}

/** Hands a push to the worker, as the browser does. */
async function deliver(context: BrowserContext, household: Household, data: string) {
  const page = await context.newPage();
  const browser = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${household.url}/app/`);
      if (own) {
        resolve(own.registrationId);
      }
    });
  });
  await page.goto(`${household.url}/about`);
  await browser.send('ServiceWorker.enable');
  await browser.send('ServiceWorker.deliverPushMessage', { origin: household.url, registrationId: await found, data });
  await page.close();
}

/** The titles of the messages on the screen. */
async function messages(context: BrowserContext): Promise<string[]> {
  const agent = await worker(context);
  return agent.evaluate(async () => {
    const { registration } = globalThis as never as ServiceWorkerGlobalScope;
    return (await registration.getNotifications()).map(({ title }) => title);
  });
}

async function worker(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
}
