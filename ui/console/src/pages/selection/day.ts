// Calendar days of the service's time zone, written as the backend does: `2026-11-27`.

import { me } from '../../frame/me.svelte.ts';
import { LOCALES, language } from '../../frame/say.svelte.ts';

export type Day = string;

const DAY = 86_400_000;

/** The day that a moment falls on. */
export function dayOf(at: string): Day {
  // Sweden writes dates as the backend does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: me.time_zone }).format(new Date(at));
}

/** The day it is, by the backend's clock. */
export function today(): Day {
  return dayOf(me.now);
}

/** The day that comes so many days after another; before it, if negative. */
export function after(day: Day, days: number): Day {
  return new Date(time(day) + days * DAY).toISOString().slice(0, 10);
}

/** How many days lie between two. */
export function daysBetween(from: Day, until: Day): number {
  return Math.round((time(until) - time(from)) / DAY);
}

/** So many days in a row. */
export function daysFrom(from: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => after(from, index));
}

/** 0 for a Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(time(day)).getUTCDay();
}

/** `Fri 27 Nov 2026`, 2026年11月27日(金). */
export function longDay(day: Day): string {
  return said(day, { weekday: 'short', day: 'numeric', month: language.now === 'ja' ? 'long' : 'short', year: 'numeric' });
}

/** `28 Oct – 26 Nov 2026`, 2026/10/28～2026/11/26. */
export function range(from: Day, until: Day): string {
  const month = language.now === 'ja' ? 'numeric' : 'short';
  return format({ day: 'numeric', month, year: 'numeric' }).formatRange(time(from), time(until));
}

/** `November 2026`, 2026年11月. */
export function monthOf(day: Day): string {
  return said(day, { month: 'long', year: 'numeric' });
}

/** `F`, 金. */
export function weekdayLetter(day: Day): string {
  return said(day, { weekday: 'narrow' });
}

function time(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function said(day: Day, options: Intl.DateTimeFormatOptions): string {
  return format(options).format(time(day));
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language.now], { timeZone: 'UTC', ...options });
}
