// The rule that finds whom to tell, as it stands in an address and as the backend takes it.

import { PORTS } from '@akabeko/lib/port.ts';

import type { CampaignForm, Outcome, Platform } from '../../lib/types.ts';
import { after, type Day } from './day.ts';

export type Rule = Pick<CampaignForm, 'from' | 'until' | 'ports' | 'platforms' | 'run_rule' | 'unobserved_days'>;

export const PLATFORMS: Platform[] = ['desktop', 'mobile', 'browser', 'headless'];
export const RUN_RULES = ['whole', 'any'] as const;
export const UNOBSERVED_DAYS = ['break', 'bridge'] as const;

/** What can become of a port of an agent, in the order in which reasons are looked for. */
export const OUTCOMES: Outcome[] = [
  'told',
  'too_few_days',
  'short_run',
  'not_lately',
  'not_covered',
  'shared',
  'held',
  'public',
  'intended',
  'busy',
];

/** The paper's rule over the 30 days up to yesterday. Today is not over. */
export function paperRule(today: Day): Rule {
  return {
    from: after(today, -30),
    until: after(today, -1),
    ports: [...PORTS],
    platforms: [...PLATFORMS],
    run_rule: 'whole',
    unobserved_days: 'break',
  };
}

/** The rule that an address holds; what it does not say is the paper's. */
export function ruleOf(query: URLSearchParams, today: Day): Rule {
  const paper = paperRule(today);
  return {
    from: dayIn(query, 'from') ?? paper.from,
    until: dayIn(query, 'until') ?? paper.until,
    ports: chosen(query.get('ports'), PORTS),
    platforms: chosen(query.get('platforms'), PLATFORMS),
    run_rule: query.get('run_rule') === 'any' ? 'any' : 'whole',
    unobserved_days: query.get('unobserved_days') === 'bridge' ? 'bridge' : 'break',
  };
}

/** The same rule as the parameters of an address; what is as in the paper stays unsaid. */
export function queryOf(rule: Rule): URLSearchParams {
  const query = new URLSearchParams({ from: rule.from, until: rule.until });
  if (rule.ports.length !== PORTS.length) query.set('ports', rule.ports.join(','));
  if (rule.platforms.length !== PLATFORMS.length) query.set('platforms', rule.platforms.join(','));
  if (rule.run_rule !== 'whole') query.set('run_rule', rule.run_rule);
  if (rule.unobserved_days !== 'break') query.set('unobserved_days', rule.unobserved_days);
  return query;
}

/** Parameters as they stand in an address that people read: `ports=tcp/23,udp/53`. */
export function legible(query: URLSearchParams): string {
  return query.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
}

export type Fault = 'days' | 'order' | 'ports' | 'platforms';

/** Why the rule cannot be counted; nothing if it can. */
export function faultOf(rule: Rule): Fault | undefined {
  if (!rule.from || !rule.until) return 'days';
  if (rule.from > rule.until) return 'order';
  if (rule.ports.length === 0) return 'ports';
  if (rule.platforms.length === 0) return 'platforms';
  return undefined;
}

/** Ports in the order of the paper's table, whatever order they came in. */
export function inOrder(ports: string[]): string[] {
  return PORTS.filter((port) => ports.includes(port));
}

/** With one more, or one less, in the order of all. */
export function toggled<T>(list: T[], one: T, isIn: boolean, all: T[]): T[] {
  return all.filter((other) => (other === one ? isIn : list.includes(other)));
}

function dayIn(query: URLSearchParams, name: string): Day | undefined {
  const day = query.get(name);
  return day && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined;
}

function chosen<T extends string>(listed: string | null, all: T[]): T[] {
  if (listed === null) return [...all];
  const names = listed.split(',');
  return all.filter((one) => names.includes(one));
}
