// The first start: from the address that a fresh service prints to its first agent and that agent's first scan. The
// service and the agent are the real programs, in folders of their own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { build, setup, stopped, until } from '../demo.ts';
import { PASSWORD, code } from '../operators.ts';
import { isOpenToEverybody } from './axe.ts';
import { expect, test } from './desk.ts';

test.use({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });

/** Somebody listens there until they are told to stop. */
function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((peer) => peer.on('error', () => undefined).end('login: '));
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function port(server: Server): Promise<number> {
  return (server.address() as AddressInfo).port;
}

test('a fresh service is set up, and its first agent comes and is scanned', async ({ page, watch }) => {
  const folder = await mkdtemp(join(tmpdir(), 'akabeko-setup-'));
  const free = await listen(0);
  const site = `127.0.0.1:${await port(free)}`;
  free.close();
  // The lab's 23 doors stand in a row; the third of them, telnet's, is open.
  const telnet = await listen(0);
  const doors = (await port(telnet)) - 2;
  const config = join(folder, 'akabeko.toml');
  await writeFile(
    config,
    `listen = "${site}"\ndata = "${join(folder, 'backend')}"\ncheck_in_seconds = 10\n[scan]\nlab = ["127.0.0.0/8"]\n` +
      `lab_doors_at = ${doors}\nengine = "socket"\ndwell_minutes = 0\nper_target = 0\noverall = 0\npackets_a_day = 0\ntimeout_ms = 300\n`,
  );
  const backend = build();
  const service = spawn(backend, ['serve', '--config', config]);
  const agents: ReturnType<typeof spawn>[] = [];
  try {
    await page.goto(setup(await until(service, 'until 2')));
    await expect(page.getByRole('heading', { level: 1, name: 'Who runs this service?' })).toBeVisible();
    await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'setup-who-en.aria.yml' });
    await isOpenToEverybody(page);
    await page.getByLabel('Organisation').fill('会津みまもりCSIRT');
    await page.getByLabel('Mail address for support').fill('help@akabeko.example');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'What people see of your scans' })).toBeVisible();
    await isOpenToEverybody(page);
    await page.goBack();
    await expect(page.getByLabel('Organisation')).toHaveValue('会津みまもりCSIRT');
    await page.goForward();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Hanako');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('7 characters are missing.').first()).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('I cannot scan it').click();
    const secret = (await page.locator('main code').innerText()).replaceAll(/\s/g, '');
    await isOpenToEverybody(page);
    await page.getByLabel('Code').fill(code(secret));
    await page.getByRole('button', { name: 'Join' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Invite the first agent' })).toBeVisible();
    await page.getByRole('button', { name: 'Make an invitation' }).click();
    await expect(page.getByText('Waiting for your first agent')).toBeVisible();
    await isOpenToEverybody(page);
    const command = ((await page.locator('main').textContent()) ?? '').match(/--invite ([A-Z2-7-]+)/);
    const arguments_ = ['--headless', '--server', `http://${site}`, '--invite', command?.[1] ?? '', '--data', join(folder, 'agent')];
    agents.push(spawn(join(dirname(backend), 'akabeko-agent'), arguments_));
    await expect(page.getByText(/^Agent .* is here$/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Its first scan is done: one open port.')).toBeVisible({ timeout: 90_000 });
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await expect(page.getByRole('main')).toContainText('1');
    await isOpenToEverybody(page);
  } finally {
    await Promise.all([...agents, service].map(stopped));
    telnet.close();
    await rm(folder, { recursive: true, force: true });
  }
  // Before somebody has joined, the question who is signed in has no answer, which browsers note.
  watch.faults.splice(0, watch.faults.length, ...watch.faults.filter((fault) => !/status of 401/.test(fault)));
});
