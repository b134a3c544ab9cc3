// Numbers, shares, lengths of time and moments, as the chosen language writes them.

import { me, timeThere } from './me.svelte.ts';
import { LOCALES, language, say } from './say.svelte.ts';

/** `12,345`. */
export function number(value: number): string {
  return new Intl.NumberFormat(LOCALES[language.now]).format(value);
}

/** `12%` of a fraction. */
export function share(value: number): string {
  const digits = value > 0 && value < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(LOCALES[language.now], { style: 'percent', maximumFractionDigits: digits }).format(value);
}

/** `3 hours`, in the largest unit that says enough. */
export function lasting(milliseconds: number): string {
  const [amount, unit] = inUnits(Math.max(0, milliseconds));
  const text = new Intl.NumberFormat(LOCALES[language.now], { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  return language.now === 'ja' ? text.replaceAll(' ', '') : text;
}

/** `3 hours ago`, `in 2 days`. */
export function fromNow(at: string): string {
  const ahead = Date.parse(at) - timeThere();
  const [amount, unit] = inUnits(Math.abs(ahead));
  const format = new Intl.RelativeTimeFormat(LOCALES[language.now], { numeric: 'auto' });
  return format.format(ahead < 0 ? -amount : amount, unit);
}

/** `Mon 23 Nov, 08:15 (Japan time)`, 11月23日(月) 08:15（日本時間）; the year too if it is not this one. */
export function moment(at: string, withZone = true): string {
  const isThisYear = at.slice(0, 4) === new Date(timeThere()).toISOString().slice(0, 4);
  const format = new Intl.DateTimeFormat(LOCALES[language.now], {
    year: isThisYear ? undefined : 'numeric',
    weekday: 'short',
    day: 'numeric',
    month: language.now === 'ja' ? 'numeric' : 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: me.time_zone,
    timeZoneName: 'short',
  });
  const parts = format.formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const values = {
    weekday: part('weekday'),
    day: part('day'),
    month: part('month'),
    time: `${part('hour')}:${part('minute')}`,
  };
  const local = isThisYear ? say('console-moment', values) : say('console-moment-year', { ...values, year: part('year') });
  return withZone ? say('console-moment-zone', { moment: local, zone: isTokyo() ? zone() : part('timeZoneName') }) : local;
}

/** The service's time zone: `Japan time`, or by its name such as `Europe/Vienna`. */
export function zone(): string {
  return isTokyo() ? say('console-zone-tokyo') : me.time_zone;
}

// Browsers have no everyday word for the zone that most people here are in.
function isTokyo(): boolean {
  return me.time_zone === 'Asia/Tokyo';
}

function inUnits(milliseconds: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return [Math.round(seconds), 'second'];
  if (seconds < 5400) return [Math.round(seconds / 60), 'minute'];
  if (seconds < 129_600) return [Math.round(seconds / 3600), 'hour'];
  return [Math.round(seconds / 86_400), 'day'];
}
