// One cell of the grid in words.

import { SERVICES } from '@akabeko/lib/port.ts';

import { say } from '../../frame/say.svelte.ts';
import { longDay } from '../selection/day.ts';
import { together } from './happening.ts';
import type { PortRow, Timeline } from './timeline.ts';

/** `open, 2 looks`. */
export function portState(row: PortRow, column: number): string {
  return say(`study-state-${row.states[column]}`, { looks: row.looks[column] ?? 0 });
}

/** A day, the port's state if the cell is a port's, and what happened on that day. */
export function cellInWords(line: Timeline, column: number, row?: PortRow): string {
  const day = longDay(line.days[column]);
  const events = together(line.happenings[column]);
  if (!row) return say('study-cell-day', { day, events: events || say('study-nothing-happened') });
  const port = `${row.port} ${say(`service-${SERVICES[row.port]}`)}`;
  const seen = say('study-cell-port', { day, port, state: portState(row, column) });
  return events ? say('study-cell-both', { seen, events }) : seen;
}
