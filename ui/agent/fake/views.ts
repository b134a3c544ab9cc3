// The views that a window may meet, by name.

import { PORTS } from '@akabeko/lib/port.ts';
import type { About, Device, LastLook, Port, Scene, SeenPort, Status, View, ViewNotice } from '@akabeko/lib/view.ts';

const SERVER = 'https://akabeko.example.jp';

const ABOUT: About = {
  organisation: '会津大学 赤べこチーム',
  support_mail: 'support@akabeko.example.jp',
  site: 'https://www.example.jp/akabeko',
  scanned_from: ['192.0.2.10', '2001:db8::10'],
  consent_version: 1,
};

const DEVICE: Device = {
  platform: 'desktop',
  waking: 'always',
  autostart: true,
  tray: true,
  notifications: true,
  keeper: 'keyring',
};

const PHONE: Partial<Device> = { platform: 'mobile', waking: 'push', autostart: null, tray: null };
const BROWSER: Partial<Device> = { ...PHONE, platform: 'browser', waking: 'opened', keeper: 'file' };

const STATUS: Status = {
  mood: 'ok',
  sentence: 'お知らせはありません',
  hint: '前回の点検では、外から見える入口はありませんでした。',
  server: SERVER,
  address: '203.0.113.25',
  provider: 'あいづ光',
  checked_in_at: '2026-11-22T23:40:00Z',
  look: seen(),
  rescan: { rescan: 'unasked' },
  notices: [],
  network: 'home',
  paused_until: null,
  snoozed_until: null,
  consent: 'given',
};

const OPEN: ViewNotice = {
  notice: '0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11',
  sent_at: '2026-11-22T09:05:00Z',
  state: 'open',
  ports: ['tcp/23'],
  word: 'みかん-3821',
  answered: false,
};

const SECOND: ViewNotice = {
  ...OPEN,
  notice: '0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c12',
  sent_at: '2026-11-20T09:05:00Z',
  ports: ['tcp/445', 'tcp/8080', 'udp/53'],
  word: 'つばめ-0417',
};

const CLOSED: ViewNotice = {
  ...OPEN,
  notice: '0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c13',
  sent_at: '2026-09-03T01:00:00Z',
  state: 'closed',
  ports: ['tcp/8080'],
  word: 'すずめ-1190',
  answered: true,
};

const NOTICE: Status = {
  ...STATUS,
  mood: 'notice',
  sentence: 'お知らせがあります',
  hint: '急ぐ必要はありません。開くと、見えたものと、できることが分かります。',
  look: seen('tcp/23'),
  notices: [OPEN, CLOSED],
};

export const VIEWS = {
  uninvited: first({ scene: 'uninvited', trouble: null }),
  'uninvited-trouble': first({
    scene: 'uninvited',
    trouble: '招待として読めませんでした。akabeko:// で始まるリンクか、招待コードとサーバーのアドレスを入れてください。',
  }),
  asking: first({ scene: 'asking', server: SERVER }),
  invited: first({ scene: 'invited', server: SERVER, about: ABOUT, joining: false, trouble: null }),
  'invited-plain': first({
    scene: 'invited',
    server: SERVER,
    about: { organisation: '会津大学', support_mail: ABOUT.support_mail, consent_version: 1, kept_days: 365 },
    joining: false,
    trouble: 'この招待は、もう使われています。運営者に新しい招待をたのんでください。',
  }),
  joining: first({ scene: 'invited', server: SERVER, about: ABOUT, joining: true, trouble: null }),
  ok: member(STATUS),
  'not-yet': member({ ...STATUS, hint: 'はじめての点検は、まもなく行います。', look: { look: 'not-yet' } }),
  withheld: member({ ...STATUS, hint: null, look: { look: 'withheld', at: '2026-11-22T23:15:00Z' } }),
  few: member({ ...STATUS, look: { ...seen('tcp/23'), seen: [{ port: 'tcp/23', state: 'closed' }] } as LastLook }),
  'open-door': member({
    ...STATUS,
    hint: '前回の点検では、外から見える入口が2か所ありました。お知らせが必要なときは、ここに届きます。',
    look: seen('tcp/80', 'udp/53'),
  }),
  shared: member({
    ...STATUS,
    hint: 'アドレスは、ほかの家と共用のようです。見えるものが、ご自宅のものとは限りません。',
    look: { ...seen('tcp/80', 'udp/53'), shared: PORTS } as LastLook,
  }),
  notice: member(NOTICE),
  notices: member({ ...NOTICE, sentence: 'お知らせが2件あります', notices: [OPEN, SECOND, CLOSED] }),
  answered: member({ ...NOTICE, notices: [{ ...OPEN, answered: true }] }),
  looking: member({ ...NOTICE, rescan: { rescan: 'under-way' } }),
  done: member({
    ...STATUS,
    rescan: { rescan: 'done' },
    notices: [{ ...OPEN, state: 'closed', answered: true }, { ...CLOSED, state: 'ended' }],
  }),
  refused: member({
    ...STATUS,
    rescan: { rescan: 'refused', why: '今日はもう何度も調べました。毎日の点検は、自動的に続きます。' },
  }),
  snoozed: member({
    ...NOTICE,
    mood: 'snoozed',
    sentence: 'お知らせを、あとで見ることにしています',
    hint: '約1日後に、もう一度お知らせします。',
    snoozed_until: '2026-11-23T23:15:00Z',
  }),
  offline: member({
    ...STATUS,
    mood: 'offline',
    sentence: 'サーバーにつながりません',
    hint: 'この端末がインターネットにつながっているか、確かめてください。つながれば、自動的に再開します。',
    address: null,
    provider: null,
  }),
  paused: member({
    ...STATUS,
    mood: 'paused',
    sentence: '点検を休んでいます',
    hint: 'あと約1日で、自動的に再開します。',
    paused_until: '2026-11-23T23:15:00Z',
  }),
  network: member({
    ...STATUS,
    sentence: 'このネットワークでは点検していません',
    hint: 'ここがご自宅かどうかを教えてください。ご自宅と分かるまで、点検はしません。',
    network: 'unknown',
  }),
  untold: member({ ...STATUS, network: null }),
  outdated: member({
    ...STATUS,
    mood: 'paused',
    sentence: '同意の文が新しくなりました',
    hint: '読んで同意していただくまで、点検を休みます。',
    consent: 'outdated',
  }),
  withdrawn: member({
    ...STATUS,
    mood: 'paused',
    sentence: '同意を取り消したので、点検していません',
    hint: 'サーバーにも伝えました。もう一度同意すると、再開します。',
    consent: 'withdrawn',
  }),
  failure: member(STATUS, { failure: 'ブラウザーを開けませんでした。アドレスは https://www.example.jp/akabeko です。' }),
  bare: member(NOTICE, { tray: false, notifications: false, keeper: 'file', autostart: null }),
  sometimes: member(STATUS, { ...PHONE, waking: 'sometimes', notifications: null }),
  opened: member(STATUS, { ...PHONE, waking: 'opened', notifications: false }),
  facts: member({ ...NOTICE, notices: [{ ...OPEN, variant: 'facts' }] }),
  older: member({ ...NOTICE, sentence: 'お知らせが2件あります', notices: [{ ...CLOSED, sent_at: '2026-11-22T20:00:00Z' }, OPEN, SECOND] }),
  browser: member(STATUS, { ...BROWSER, notifications: null }),
  'browser-push': member(NOTICE, { ...BROWSER, waking: 'push' }),
  'browser-uninvited': first({ scene: 'uninvited', trouble: null }, BROWSER),
  'browser-invited': first({ scene: 'invited', server: SERVER, about: ABOUT, joining: false, trouble: null }, BROWSER),
  exported: member(STATUS, { exported: '/tmp/akabeko-2026-11-23.json' }),
} satisfies Record<string, View>;

export type Fake = keyof typeof VIEWS;

/** The same view on a phone, unless it is of some other device already. */
export function onPhone(view: View): View {
  return view.device.platform === 'desktop' ? { ...view, device: { ...view.device, ...PHONE } } : view;
}

/** The same view in English, as far as the agent's own words go. */
export function inEnglish(view: View): View {
  return JSON.parse(JSON.stringify({ ...view, language: 'en' }), (_, value) => ENGLISH[value] ?? value);
}

const ENGLISH: Record<string, string> = {
  '会津大学 赤べこチーム': 'University of Aizu, Akabeko team',
  '会津大学': 'University of Aizu',
  'あいづ光': 'Aizu Hikari',
  'みかん-3821': 'orange-3821',
  'つばめ-0417': 'swallow-0417',
  'すずめ-1190': 'sparrow-1190',
  'お知らせはありません': 'No notice for you',
  '前回の点検では、外から見える入口はありませんでした。': 'The last check saw no entrance from outside.',
  'アドレスは、ほかの家と共用のようです。見えるものが、ご自宅のものとは限りません。':
    'Several homes seem to share this internet address. What is seen there may not be yours.',
  '前回の点検では、外から見える入口が2か所ありました。お知らせが必要なときは、ここに届きます。':
    'The last check saw 2 entrances from outside. If anything needs your attention, a notice comes here.',
  'お知らせがあります': 'There is a notice for you',
  'お知らせが2件あります': 'There are 2 notices for you',
  '急ぐ必要はありません。開くと、見えたものと、できることが分かります。':
    'There is no need to hurry. Open it to see what was seen and what you can do.',
  '招待として読めませんでした。akabeko:// で始まるリンクか、招待コードとサーバーのアドレスを入れてください。':
    'That is not an invitation. It is a link that begins with akabeko://, or a code together with the server’s address.',
  'この招待は、もう使われています。運営者に新しい招待をたのんでください。':
    'This invitation has been used already. Please ask the operator for a new one.',
  'はじめての点検は、まもなく行います。': 'The first check comes soon.',
  '今日はもう何度も調べました。毎日の点検は、自動的に続きます。':
    'That is enough for today. The daily check goes on by itself.',
  'お知らせを、あとで見ることにしています': 'You set a notice aside for later',
  '約1日後に、もう一度お知らせします。': 'You are reminded again in about 1 day.',
  'サーバーにつながりません': 'The server cannot be reached',
  'この端末がインターネットにつながっているか、確かめてください。つながれば、自動的に再開します。':
    'Please see whether this device is connected to the internet. Checks go on by themselves once it is.',
  '点検を休んでいます': 'Checks are paused',
  'あと約1日で、自動的に再開します。': 'They go on by themselves in about 1 day.',
  'このネットワークでは点検していません': 'Nothing is checked in this network',
  'ここがご自宅かどうかを教えてください。ご自宅と分かるまで、点検はしません。':
    'Please say whether this is your home. Until then nothing is checked here.',
  '同意の文が新しくなりました': 'The text you agreed to has changed',
  '読んで同意していただくまで、点検を休みます。': 'Checks rest until you have read it and agree.',
  '同意を取り消したので、点検していません': 'You no longer agree, so nothing is checked',
  'サーバーにも伝えました。もう一度同意すると、再開します。': 'The server knows. Checks go on if you agree again.',
  'ブラウザーを開けませんでした。アドレスは https://www.example.jp/akabeko です。':
    'The browser could not be opened. The address is https://www.example.jp/akabeko',
};

function first(scene: Scene, device: Partial<Device> = {}): View {
  return { language: 'ja', version: '0.1.0', scene, device: { ...DEVICE, ...device } };
}

function member(status: Status, device: Partial<Device> = {}): View {
  const scene: Scene = { scene: 'member', ...status };
  return { language: 'ja', version: '0.1.0', scene, device: { ...DEVICE, ...device }, about: ABOUT };
}

/** A look at all doors: these are open, some refuse, and the others keep silent. */
function seen(...open: Port[]): LastLook {
  const state = (port: Port, place: number): SeenPort['state'] => {
    if (open.includes(port)) {
      return 'open';
    }
    return port.startsWith('udp/') ? (place % 3 ? 'open|filtered' : 'closed') : place % 5 ? 'closed' : 'filtered';
  };
  const all = PORTS.map((port, place) => ({ port, state: state(port, place) }));
  return { look: 'seen', at: '2026-11-22T23:15:00Z', address: '203.0.113.25', seen: all };
}
