import { defineConfig } from '@playwright/test';

// Debian's Chromium, which goes nowhere by itself.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'specs',
  globalSetup: './demo.ts',
  snapshotPathTemplate: 'aria/{arg}{ext}',
  updateSnapshots: 'none',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000, toMatchAriaSnapshot: { children: 'equal' } },
  reporter: 'list',
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags },
    // Japan time is what the page must show, wherever the browser is.
    timezoneId: 'America/New_York',
  },
});
