// Everybody can use the windows: axe, narrow windows, dark and forced colours, the keyboard alone.

import type { Fake } from '../../../ui/agent/fake/views.ts';
import { COLOURS, isOpenToEverybodyIn } from './axe.ts';
import { LANGUAGES } from './person.ts';
import { expect, test, viewOf, type Which } from './window.ts';

const CHECKED: [Which, Fake][] = [
  ['welcome', 'uninvited-trouble'],
  ['welcome', 'invited'],
  ['welcome', 'bare'],
  ['popup', 'notices'],
  ['popup', 'looking'],
  ['popup', 'network'],
  ['popup', 'paused'],
  ['settings', 'ok'],
  ['settings', 'withdrawn'],
];

for (const [which, fake] of CHECKED) {
  test(`${which} with ${fake} is open to everybody`, async ({ page, window }) => {
    await window.open(which, fake);
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await isOpenToEverybodyIn(page, COLOURS);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const language of LANGUAGES) {
      await window.show(viewOf(fake, language));
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      const widths = await page.evaluate(() => {
        return [document.documentElement, ...document.querySelectorAll('.page')].map((one) => one.scrollWidth);
      });
      expect(Math.max(...widths), language).toBeLessThanOrEqual(320);
    }
  });

  test(`${which} with ${fake} is used by the keyboard alone`, async ({ page, window }) => {
    await window.open(which, fake);
    // Of a group of radio buttons, the keyboard reaches one; its arrows reach the others.
    const controls = await page.locator(':is(button, summary, input:not([type="radio"])):visible').count();
    const groups = await page.locator('fieldset:has(input[type="radio"])').count();
    const reached = new Set<string>();
    // A step that is read from its heading has one turn more, by way of the browser's own controls.
    for (let tab = 0; tab <= controls + groups && reached.size < controls + groups; tab += 1) {
      await page.keyboard.press('Tab');
      const { nothing, place, outline, inside } = await page.evaluate(focused);
      if (nothing) {
        continue;
      }
      expect(outline, place).toBeGreaterThanOrEqual(2);
      expect(inside, `${place} is in sight`).toBe(true);
      reached.add(place);
    }
    expect(reached.size).toBe(controls + groups);
  });
}

test('a very low window hides nothing behind the message', async ({ page, window }) => {
  await window.open('popup', 'notices');
  await page.setViewportSize({ width: 320, height: 256 });
  const button = page.getByRole('button', { name: 'いますぐ調べる' });
  await button.scrollIntoViewIfNeeded();
  await expect(button).toBeInViewport({ ratio: 1 });
});

test('nothing moves for those who do not want it', async ({ page, window }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await window.open('popup', 'looking');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0);
});

function focused() {
  const control = document.activeElement as HTMLElement;
  const style = getComputedStyle(control);
  const box = control.getBoundingClientRect();
  const all = [...document.querySelectorAll('*')];
  return {
    nothing: control === document.body,
    place: `${all.indexOf(control)} ${control.outerHTML.slice(0, 120)}`,
    outline: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth),
    inside: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
  };
}
