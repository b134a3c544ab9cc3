// A backend with one home beside it, which lets happen what a test says.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { stopped } from '../demo.ts';

/** What there is to tell of the people and what they did. */
export interface Told {
  platforms: string[];
  visits: string[];
  answers: string[];
  observations: number;
}

export class Household {
  readonly url: string;
  #child: ChildProcess;
  #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, url: string) {
    this.#child = child;
    this.#lines = lines;
    this.url = url;
  }

  static async begin(): Promise<Household> {
    const child = spawn(program(), { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout!);
    const said = lines[Symbol.asyncIterator]();
    const { url } = JSON.parse((await said.next()).value);
    return new Household(child, said, url);
  }

  /** An invitation. */
  invites(): Promise<{ link: string; code: string }> {
    return this.#lets('invite');
  }

  /** A month passes in which the door was open. */
  async passesAMonth() {
    await this.#lets('month');
  }

  async sendsCampaign(name: string) {
    await this.#lets(`campaign ${name}`);
  }

  async closesTheDoor() {
    await this.#lets('close');
  }

  /** A browser subscribes to the push service, for whoever has this key. */
  subscribes(key: string): Promise<{ endpoint: string; p256dh: string; auth: string }> {
    return this.#lets(`subscribe ${key}`);
  }

  /** Waits until the push service has a message that it believes and can read. */
  getsAPush(): Promise<{ words: string }> {
    return this.#lets('push');
  }

  tells(): Promise<Told> {
    return this.#lets('tell');
  }

  end(): Promise<void> {
    return stopped(this.#child);
  }

  async #lets<T>(what: string): Promise<T> {
    this.#child.stdin!.write(`${what}\n`);
    const { value, done } = await this.#lines.next();
    if (done) {
      throw new Error(`the household ended at ${what}`);
    }
    return JSON.parse(value);
  }
}

function program(): string {
  if (process.env.AKABEKO_PROGRAMS) {
    return `${process.env.AKABEKO_PROGRAMS}/household`;
  }
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const cargo = process.env.CARGO ?? 'cargo';
  execFileSync(cargo, ['build', '-p', 'akabeko-tests', '--bin', 'household', '--locked'], { cwd: root, stdio: 'inherit' });
  return `${process.env.CARGO_TARGET_DIR ?? `${root}target`}/debug/household`;
}
