// Starts the demo once for all tests, and tells them whose pages there are, and who works at its console.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { hire } from './operators.ts';

/** A home with a notice that nobody has answered. */
export interface Home {
  address: string;
  /** The first port of the notice, as `tcp/23`. */
  port: string;
  /** Where the first door of all homes is, if the demo had to move the doors. */
  moved?: number;
  /** The page's full address, with a ticket that is good once. */
  url: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The demo's two months take minutes beside other tests. */
const PATIENCE = 600_000;

/** Who answers in which test; each of them changes what the page of their home shows. */
const ROLES: Record<string, string | undefined> = {
  english: 'tcp/23',
  japanese: 'tcp/23',
  scriptless: 'tcp/23',
  visitor: undefined,
  changer: undefined,
  seer: undefined,
  keys: undefined,
  typist: undefined,
  'axe english': undefined,
  'axe japanese': undefined,
  'paths en': undefined,
  'paths ja': undefined,
  'paths en without script': undefined,
  'paths ja without script': undefined,
};

export default async function demo() {
  const program = process.env.AKABEKO_BACKEND ?? build();
  const pages = ['--pages', '20'];
  const child = spawn(program, ['demo', '--homes', '100', '--seed', '3', ...pages], { cwd: root });
  const stop = () => stopped(child);
  try {
    const said = await until(child, 'Ctrl-C');
    process.env.AKABEKO_HOMES = JSON.stringify(cast(homes(said)));
    process.env.AKABEKO_OPERATORS = JSON.stringify(await hire(setup(said)));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** The home that a role was given. */
export function homeOf(role: string): Home {
  const found = JSON.parse(process.env.AKABEKO_HOMES ?? '{}')[role];
  if (!found) {
    throw new Error(`the demo has no home for ${role}`);
  }
  return found;
}

export function build(): string {
  if (process.env.AKABEKO_PROGRAMS) {
    return `${process.env.AKABEKO_PROGRAMS}/akabeko-backend`;
  }
  const cargo = process.env.CARGO ?? 'cargo';
  execFileSync(cargo, ['build', '-p', 'akabeko-backend', '--locked'], { cwd: root, stdio: 'inherit' });
  return `${process.env.CARGO_TARGET_DIR ?? `${root}target`}/debug/akabeko-backend`;
}

/** All that a program says until a word comes, but not longer than patience lasts. */
export function until(child: ChildProcess, word: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (what: string) => reject(new Error(`the demo ${what}; it said:\n${said}`));
    const timer = setTimeout(() => fail(`did not say ${word}`), PATIENCE);
    const hear = (part: Buffer) => {
      said += part;
      if (said.includes(word)) {
        clearTimeout(timer);
        resolve(said);
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => fail(`could not start: ${error.message}`));
    child.once('exit', () => {
      clearTimeout(timer);
      fail('ended');
    });
  });
}

/** Where the console is set up, as a program says. */
export function setup(said: string): string {
  const [address] = /http\S+\/console\/setup#\S+/.exec(said) ?? [];
  if (!address) {
    throw new Error(`nothing said where the console is set up:\n${said}`);
  }
  return address;
}

function homes(said: string): Home[] {
  const [, first] = /theirs from (\d+) on/.exec(said) ?? [];
  const moved = first === undefined ? undefined : Number(first);
  const page = /The home at (\S+) has a notice about ([^:]+):[^]*?English +(http\S+)/g;
  return [...said.matchAll(page)].map(([, address, ports, link]) => {
    const url = new URL(link);
    url.searchParams.delete('lang');
    return { address, port: ports.split(', ')[0], moved, url: url.href };
  });
}

/** Gives every role a home of its own: those who need a certain port choose first. */
function cast(homes: Home[]): Record<string, Home> {
  const left = [...homes];
  const choose = ([role, port]: [string, string | undefined]) => {
    const at = left.findIndex((home) => port === undefined || home.port === port);
    if (at < 0) {
      throw new Error(`the demo left no home with ${port ?? 'anything open'} for ${role}`);
    }
    return [role, left.splice(at, 1)[0]];
  };
  const picky = Object.entries(ROLES).sort(([, one], [, other]) => Number(!one) - Number(!other));
  return Object.fromEntries(picky.map(choose));
}

export async function stopped(child: ChildProcess) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
}
