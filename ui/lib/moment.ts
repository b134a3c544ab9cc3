// A time as people say it: with the weekday, and with the zone that the device is in.

import type { Text } from './catalogue.ts';
import type { Language } from './view.ts';

const LOCALES: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' };

/** `Mon 23 Nov, 08:15 (Japan time)`, 11月23日(月) 08:15（日本時間）. */
export function moment(at: string, language: Language, text: Text, zone?: string): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'short',
    day: 'numeric',
    month: language === 'ja' ? 'numeric' : 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone: zone,
  });
  const parts = format.formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return text('app-moment', {
    weekday: part('weekday'),
    day: part('day'),
    month: part('month'),
    time: `${part('hour')}:${part('minute')}`,
    // Browsers have no everyday word for the zone that most people here are in.
    zone: format.resolvedOptions().timeZone === 'Asia/Tokyo' ? text('app-zone-tokyo') : part('timeZoneName'),
  });
}
