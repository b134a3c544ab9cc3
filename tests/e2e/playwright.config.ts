import { defineConfig } from '@playwright/test';

// Debian's Chromium goes nowhere by itself with these.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The whole browser. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'specs',
  globalSetup: './demo.ts',
  snapshotPathTemplate: 'aria/{arg}{ext}',
  updateSnapshots: 'none',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // On a machine that has other work too, whoever loses patience gets a second chance; the list says who needed one.
  retries: 1,
  timeout: 300_000,
  expect: { timeout: 30_000, toMatchAriaSnapshot: { children: 'equal' } },
  reporter: 'list',
  use: {
    // A browser without windows does, in half the time, wherever it is not the browser itself that is looked at.
    launchOptions: { executablePath: process.env.CHROMIUM_WITHOUT_WINDOWS ?? CHROMIUM, args: flags },
    // Japan time is what the page must show, wherever the browser is.
    timezoneId: 'America/New_York',
  },
});
