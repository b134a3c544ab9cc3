// What an operator writes for a campaign, and what is wrong with it.

import { me } from '../../frame/me.svelte.ts';
import type { CampaignForm, Variant } from '../../lib/types.ts';
import { faultOf, type Fault, type Rule } from '../selection/rule.ts';

export const VARIANTS: Variant[] = ['usual', 'facts', 'minutes'];

/** A new one by a rule, as the paper's later trial would have it: half now, half five weeks later. */
export function newForm(rule: Rule): CampaignForm {
  return {
    ...rule,
    campaign: '',
    time_zone: me.time_zone,
    landing: false,
    waiting_share: 0.5,
    waiting_weeks: 5,
    variants: ['usual'],
    seed: drawSeed(),
  };
}

/** Another one like it, to be changed before it is sent. */
export function copyOf(form: CampaignForm): CampaignForm {
  return { ...form, campaign: `${form.campaign.slice(0, 59)}-copy`, seed: drawSeed() };
}

/** A seed that everybody can read out and type. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}

/** What is wrong with it before it is sent to the backend; nothing if that may look at it. */
export function formFault(form: CampaignForm): Fault | 'name' | undefined {
  // The page for writing one has the address that a campaign of this name would have.
  const isName = /^[A-Za-z0-9_-]{1,64}$/.test(form.campaign) && form.campaign !== 'new';
  return isName ? faultOf(form) : 'name';
}

/** How the found would be split: about so many now, and the others later. */
export function split(agents: number, form: CampaignForm): { now: number; later: number } {
  const later = Math.round(agents * form.waiting_share);
  return { now: agents - later, later };
}
