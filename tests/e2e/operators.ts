// Operators for the tests: each has joined as people do, by a one-time address, with a password and codes.

import { createHmac } from 'node:crypto';

export const PASSWORD = 'a red ox of Aizu';

/** Somebody who works at the console, with the session that joining began. */
export interface Operator {
  name: string;
  /** What makes their codes. */
  secret: string;
  cookie: string;
  /** The console's address. */
  site: string;
}

/** Who works there, and as what. Tests that change something have somebody of their own. */
const STAFF: Record<string, string> = {
  sender: 'sender',
  approver: 'sender',
  viewer: 'viewer',
  'reader en': 'admin',
  'reader ja': 'admin',
  signer: 'viewer',
};

/** Joins as the first operator, adds everybody else, and joins as each of them. */
export async function hire(setup: string): Promise<Record<string, Operator>> {
  const first = await join(setup, 'Hanako');
  const staff: Record<string, Operator> = { first };
  for (const [name, role] of Object.entries(STAFF)) {
    const { link } = await post(first, 'operators', { name, role });
    staff[name] = await join(link, name);
  }
  return staff;
}

/** The operator of a role. */
export function operator(role: string): Operator {
  const found = JSON.parse(process.env.AKABEKO_OPERATORS ?? '{}')[role];
  if (!found) {
    throw new Error(`nobody works as ${role}`);
  }
  return found;
}

/** The code that an app shows for a secret (RFC 6238); `later` steps from now, since a code counts once. */
export function code(secret: string, later = 0): string {
  const step = Math.floor(Date.now() / 30_000) + later;
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', base32(secret)).update(time).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function join(link: string, name: string): Promise<Operator> {
  const url = new URL(link);
  const token = url.hash.slice(1);
  const nobody = { name, secret: '', cookie: '', site: url.origin };
  const shown = await post(nobody, 'join/look', { token });
  const said = { token, password: PASSWORD, code: code(shown.totp_secret), ...(shown.is_first ? { name } : {}) };
  const response = await ask(nobody, 'join', said);
  const [cookie] = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { ...nobody, secret: shown.totp_secret, cookie };
}

async function post(by: Operator, path: string, body: object) {
  return (await ask(by, path, body)).json();
}

async function ask(by: Operator, path: string, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Cookie: by.cookie };
  const response = await fetch(`${by.site}/api/v1/console/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response;
}

function base32(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
