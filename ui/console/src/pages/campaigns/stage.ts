// How far a campaign has come, in words and signs.

import type { CampaignStage } from '../../lib/types.ts';

export const GLYPHS: Record<CampaignStage, string> = {
  draft: '✎',
  proposed: '◷',
  sending: '▸',
  sent: '●',
  paused: '❚❚',
  closed: '✓',
};

export const SHADES = {
  draft: 'faint',
  proposed: 'strong',
  sending: 'accent',
  sent: 'accent',
  paused: 'strong',
  closed: 'plain',
} as const satisfies Record<CampaignStage, string>;

/** Whether its notices are under way, so that its numbers move. */
export function isUnderWay(stage: CampaignStage): boolean {
  return stage === 'sending' || stage === 'sent' || stage === 'paused';
}

/** Whether somebody could still be added to those that are told: the plan is not frozen yet. */
export function isOpen(stage: CampaignStage): boolean {
  return stage === 'draft' || stage === 'proposed';
}
