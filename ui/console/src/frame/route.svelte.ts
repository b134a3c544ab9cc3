// Where in the console one is: the address, and the way to another.

import { tick } from 'svelte';

const BASE = '/console';

/** The path without `/console`, and what stands behind `?`. */
export const route = $state({ path: pathNow(), query: queryNow(), journeys: 0 });

interface Way {
  /** Takes the place of the present address, so that the back button does not lead to it. */
  replace?: boolean;
}

/** Goes to a page of the console, such as `/people?port=tcp/23`. */
export function go(path: string, { replace = false }: Way = {}): void {
  const target = new URL(path.startsWith(`${BASE}/`) ? path : BASE + path, location.origin);
  const isElsewhere = target.pathname !== location.pathname;
  history[replace ? 'replaceState' : 'pushState'](null, '', target);
  arrive(isElsewhere);
  if (isElsewhere) {
    void tick().then(() => scrollTo(0, 0));
  }
}

/** The address of a page with some of its query changed; an empty value leaves the query. */
export function withQuery(changes: Record<string, string>): string {
  const query = new URLSearchParams(route.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) {
      query.set(name, value);
    } else {
      query.delete(name);
    }
  }
  const text = query.toString().replaceAll('%2F', '/');
  return text ? `${route.path}?${text}` : route.path;
}

/** Takes over the clicks on links to pages of the console, and the back button. */
export function takeOver(): () => void {
  const left = () => arrive(pathNow() !== route.path);
  addEventListener('popstate', left);
  document.addEventListener('click', followLink);
  return () => {
    removeEventListener('popstate', left);
    document.removeEventListener('click', followLink);
  };
}

function followLink(event: MouseEvent): void {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || event.defaultPrevented || !link || link.target || link.hasAttribute('download')) return;
  const isOurs = link.origin === location.origin && `${link.pathname}/`.startsWith(`${BASE}/`);
  const isOnThisPage = link.hash !== '' && link.pathname === location.pathname && link.search === location.search;
  if (!isOurs || isOnThisPage) return;
  event.preventDefault();
  go(link.pathname.slice(BASE.length) + link.search + link.hash);
}

function arrive(isElsewhere: boolean): void {
  route.path = pathNow();
  route.query = queryNow();
  route.journeys += isElsewhere ? 1 : 0;
}

function pathNow(): string {
  return location.pathname.slice(BASE.length).replace(/\/+$/, '') || '/';
}

function queryNow(): URLSearchParams {
  return new URLSearchParams(location.search);
}
