// One agent's time as rows of days: what happened above, and a row for each port beneath.

import type { AgentDetail, Happening, HappeningKind, PortDays } from '../../lib/types.ts';
import { dayOf, daysBetween, daysFrom, monthOf, type Day } from '../selection/day.ts';

/** Nobody having looked is a state of its own, and never “closed”. */
export type PortState = 'open' | 'other' | 'unobserved';

export const SPANS = [14, 42, 84, 119] as const;

/** The rows above the ports, and what is marked in each. */
const LANES = {
  address: ['enrolled', 'moved'],
  notice: ['notified'],
  response: ['visited', 'answered'],
  closure: ['closed', 'reopened'],
  support: ['case_opened', 'case_closed'],
  judgement: ['judged'],
} as const satisfies Record<string, readonly HappeningKind[]>;

export type Lane = keyof typeof LANES;

export interface LaneRow {
  lane: Lane;
  days: Happening[][];
}

export interface PortRow {
  port: string;
  states: PortState[];
  looks: number[];
}

export interface Timeline {
  days: Day[];
  lanes: LaneRow[];
  ports: PortRow[];
  happenings: Happening[][];
}

export function timeline(detail: AgentDetail): Timeline {
  const days = daysFrom(detail.from, daysBetween(detail.from, detail.until) + 1);
  const happenings: Happening[][] = days.map(() => []);
  for (const happening of detail.happenings) {
    happenings[daysBetween(detail.from, dayOf(happening.at))]?.push(happening);
  }
  return { days, happenings, lanes: lanes(happenings), ports: detail.ports.map(portRow) };
}

/** Only the lanes in which something is marked. */
function lanes(happenings: Happening[][]): LaneRow[] {
  const rows = (Object.keys(LANES) as Lane[]).map((lane) => {
    const kinds: readonly HappeningKind[] = LANES[lane];
    return { lane, days: happenings.map((day) => day.filter(({ kind }) => kinds.includes(kind))) };
  });
  return rows.filter(({ days }) => days.some((day) => day.length > 0));
}

function portRow({ port, days, looks }: PortDays): PortRow {
  return { port, looks, states: Array.from(days, stateOf) };
}

function stateOf(letter: string): PortState {
  switch (letter) {
    case 'o':
      return 'open';
    case 'c':
      return 'other';
    default:
      return 'unobserved';
  }
}

/** The months that the days lie in, and how many days of each. */
export function months(days: Day[]): { name: string; days: number }[] {
  const found: { name: string; days: number }[] = [];
  for (const name of days.map(monthOf)) {
    const last = found.at(-1);
    if (last?.name === name) last.days += 1;
    else found.push({ name, days: 1 });
  }
  return found;
}

export function wasOpen(row: PortRow): boolean {
  return row.states.includes('open');
}

/** A row and a column. */
export type Cell = [number, number];

/** Where a key leads from a cell; nothing if the key is none of the grid's. */
export function moved(key: string, isFar: boolean, [row, column]: Cell, [rows, columns]: Cell): Cell | undefined {
  const at = (nextRow: number, nextColumn: number): Cell => [
    Math.min(Math.max(nextRow, 0), rows - 1),
    Math.min(Math.max(nextColumn, 0), columns - 1),
  ];
  switch (key) {
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'Home':
      return at(isFar ? 0 : row, 0);
    case 'End':
      return at(isFar ? rows - 1 : row, columns - 1);
    case 'PageUp':
      return at(row, column - 7);
    case 'PageDown':
      return at(row, column + 7);
    default:
      return undefined;
  }
}
