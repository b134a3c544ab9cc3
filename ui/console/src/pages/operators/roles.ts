// What an operator can be, each may do what those before may.

import type { Role } from '../../lib/types.ts';

export const ROLES: Role[] = ['viewer', 'analyst', 'sender', 'admin'];
