// Every page of the console by its address; each is loaded when somebody goes there.

import type { Component } from 'svelte';

import type { Role } from './lib/types.ts';

interface Page {
  /** The path; a part that begins with `:` is handed to the page under that name. */
  path: string;
  /** Whether it stands alone, for whoever is not signed in. */
  isBare?: boolean;
  /** What it takes to read it. */
  role?: Role;
  // Pages differ in what they are handed, which the path says and not the type.
  load: () => Promise<{ default: Component<any> }>;
}

const PAGES: Page[] = [
  { path: '/setup', isBare: true, load: () => import('./pages/setup/Setup.svelte') },
  { path: '/join', isBare: true, load: () => import('./pages/join/Join.svelte') },
  { path: '/sign-in', isBare: true, load: () => import('./pages/sign-in/SignIn.svelte') },
  { path: '/', load: () => import('./pages/overview/Overview.svelte') },
  { path: '/people', load: () => import('./pages/people/People.svelte') },
  { path: '/people/:agent', load: () => import('./pages/agent/Agent.svelte') },
  { path: '/invitations', load: () => import('./pages/invitations/Invitations.svelte') },
  { path: '/selection', load: () => import('./pages/selection/Selection.svelte') },
  { path: '/reviews', load: () => import('./pages/reviews/Reviews.svelte') },
  { path: '/campaigns', load: () => import('./pages/campaigns/Campaigns.svelte') },
  { path: '/campaigns/new', load: () => import('./pages/campaigns/Edit.svelte') },
  { path: '/campaigns/:campaign', load: () => import('./pages/campaigns/Campaign.svelte') },
  { path: '/campaigns/:campaign/edit', load: () => import('./pages/campaigns/Edit.svelte') },
  { path: '/results', load: () => import('./pages/results/Results.svelte') },
  { path: '/support', load: () => import('./pages/support/Support.svelte') },
  { path: '/support/:id', load: () => import('./pages/support/Case.svelte') },
  { path: '/scanner', load: () => import('./pages/scanner/Scanner.svelte') },
  { path: '/opt-outs', load: () => import('./pages/opt-outs/OptOuts.svelte') },
  { path: '/settings', load: () => import('./pages/settings/Settings.svelte') },
  { path: '/operators', role: 'admin', load: () => import('./pages/operators/Operators.svelte') },
  { path: '/audit', role: 'admin', load: () => import('./pages/audit/Audit.svelte') },
];

/** The page of a path with what the path holds for it; none if there is no such page. */
export function pageOf(path: string): { page: Page; held: Record<string, string> } | undefined {
  const parts = path.split('/');
  for (const page of PAGES) {
    const names = page.path.split('/');
    const fits = names.length === parts.length && names.every((name, at) => name.startsWith(':') || name === parts[at]);
    if (fits) {
      const held = names.flatMap((name, at) => (name.startsWith(':') ? [[name.slice(1), decodeURIComponent(parts[at])]] : []));
      return { page, held: Object.fromEntries(held) };
    }
  }
  return undefined;
}
