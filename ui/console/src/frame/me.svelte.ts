// Who is signed in, and what they may do.

import type { Me, Role } from '../lib/types.ts';

const ROLES: Role[] = ['viewer', 'analyst', 'sender', 'admin'];

const NOBODY: Me = {
  operator: '',
  name: '',
  role: 'viewer',
  ends_at: '',
  idle_minutes: 0,
  organisation: '',
  time_zone: 'Asia/Tokyo',
  now: '',
};

/** The operator; nobody before they have signed in. */
export const me = $state<Me>({ ...NOBODY });

/** How far the service's clock is ahead of this one, in milliseconds. */
let ahead = 0;

/** Whether somebody is signed in. */
export function isSignedIn(): boolean {
  return me.operator !== '';
}

/** Whether they may do what takes this role. */
export function may(role: Role): boolean {
  return ROLES.indexOf(me.role) >= ROLES.indexOf(role);
}

/** This is who is signed in from now on; nobody if none is given. */
export function become(somebody: Me = NOBODY): void {
  Object.assign(me, somebody);
  ahead = somebody.now ? Date.parse(somebody.now) - Date.now() : 0;
}

/** What time it is at the service, whose clock all its times are by. */
export function timeThere(): number {
  return Date.now() + ahead;
}
