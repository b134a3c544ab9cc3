// What can be done with a campaign, by how far it has come and who asks.

import type { CampaignDetail } from '../../lib/types.ts';

/** The last part of its route; `delete` has none. */
export type Act = 'propose' | 'recall' | 'approve' | 'pause' | 'go-on' | 'override' | 'debrief' | 'close' | 'delete';

export interface Action {
  act: Act;
  /** Whether it is asked once more. */
  isGrave: boolean;
  look: '' | 'quiet' | 'grave';
  /** Why it cannot be done now: the end of a key. */
  barred?: 'own' | 'waiting';
}

export function actions(detail: CampaignDetail, name: string): Action[] {
  const isWaiting = detail.waiting > 0;
  const sooner: Action[] = isWaiting
    ? [
        { act: 'override', isGrave: true, look: 'quiet' },
        { act: 'debrief', isGrave: true, look: 'quiet' },
      ]
    : [];
  const close: Action = { act: 'close', isGrave: true, look: 'grave', barred: isWaiting ? 'waiting' : undefined };
  switch (detail.stage) {
    case 'draft':
      return [
        { act: 'propose', isGrave: true, look: '' },
        { act: 'delete', isGrave: true, look: 'grave' },
      ];
    case 'proposed':
      return [
        { act: 'approve', isGrave: true, look: '', barred: detail.proposed_by === name ? 'own' : undefined },
        { act: 'recall', isGrave: false, look: 'quiet' },
      ];
    case 'sending':
      return [];
    case 'sent':
      return [{ act: 'pause', isGrave: false, look: 'quiet' }, ...sooner, close];
    case 'paused':
      return [{ act: 'go-on', isGrave: false, look: '' }, ...sooner, close];
    case 'closed':
      return [];
  }
}
