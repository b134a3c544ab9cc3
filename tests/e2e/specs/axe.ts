// Everybody can use what is shown, by all that axe knows.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The colours that a system may have. */
export const COLOURS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

/** Looks at a page as it is now. */
export async function isOpenToEverybody(page: Page, state = 'the page') {
  // Without frames there is nothing to be put together from several, for which axe would open a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await axe.options({ resultTypes: ['violations'], rules: TOO }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  expect(found, state).toEqual([]);
}

/** Looks at a page in each of these colours. */
export async function isOpenToEverybodyIn(page: Page, colours: readonly (typeof COLOURS)[number][], state = 'the page') {
  for (const media of colours) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await isOpenToEverybody(page, `${state}, ${media.colorScheme}, forced colours ${media.forcedColors}`);
  }
}

/** Rules that axe asks for only when told to. */
const TOO = { 'target-size': { enabled: true } };
