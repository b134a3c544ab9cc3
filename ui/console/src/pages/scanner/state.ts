// How scanning stands, in one word.

import type { ScannerHealth } from '../../lib/types.ts';

export type ScannerState = 'going' | 'halted' | 'resting' | 'doubtful' | 'late';

const LATE = 60 * 60_000;

export function stateOf({ now, halted_since, rests_until, void_in_a_row, oldest_due }: ScannerHealth): ScannerState {
  if (halted_since) return 'halted';
  if (rests_until && rests_until > now) return 'resting';
  if (void_in_a_row > 0) return 'doubtful';
  if (oldest_due && Date.parse(now) - Date.parse(oldest_due) > LATE) return 'late';
  return 'going';
}
