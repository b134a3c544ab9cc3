// Questions to the backend. Whoever is not signed in is led there, and whoever has to prove themselves is asked.

import type { Problem } from '../lib/types.ts';
import { become } from './me.svelte.ts';
import { prove } from './proof.svelte.ts';
import { Refused } from './refused.ts';
import { go, route } from './route.svelte.ts';

export { Refused };

type Query = Record<string, string | number | boolean | undefined | null>;

const PREFIX = '/api/v1/console/';
const OPEN_TO_ALL = ['/setup', '/join', '/sign-in'];

/** Asks for something, such as `overview`. */
export async function get<T>(path: string, query: Query = {}): Promise<T> {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  const response = await reply('GET', text ? `${path}?${text}` : path);
  return response.json();
}

/** Changes something; what comes back, if anything does. */
export async function send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await reply(method, path, body);
  const text = await response.text();
  return text ? JSON.parse(text) : (undefined as T);
}

/** The reply itself, for what is no JSON. */
export async function reply(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await asked(method, path, body);
  if (response.status === 428 && (await prove())) {
    return accepted(await asked(method, path, body));
  }
  return accepted(response);
}

async function asked(method: string, path: string, body: unknown): Promise<Response> {
  const isChange = method !== 'GET';
  try {
    return await fetch(PREFIX + path, {
      method,
      headers: isChange ? { 'Content-Type': 'application/json' } : {},
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Refused(0, 'unreachable');
  }
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  if (response.status === 401 && !OPEN_TO_ALL.includes(route.path)) {
    const back = route.path + (route.query.size > 0 ? `?${route.query}` : '');
    become();
    go(`/sign-in?next=${encodeURIComponent(back)}`, { replace: true });
  }
  throw new Refused(response.status, problem.title ?? response.statusText, problem.detail ?? undefined);
}
