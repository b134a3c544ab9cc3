// The agent in WebAssembly: a turn goes in as JSON, and what is to be done comes out.

import type { Done, What } from './turn.ts';

/** The functions of agent/browser/src/abi.rs. */
interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  reserve(length: number): number;
  turn(): number;
  length(): number;
}

/** Takes a turn. */
export type Core = (what: What) => Done;

/** The agent in a file of our own. */
export async function load(file: Response | Promise<Response>): Promise<Core> {
  const { instance } = await WebAssembly.instantiate(await (await file).arrayBuffer());
  const core = instance.exports as Exports;
  return (what) => {
    const turn = new TextEncoder().encode(JSON.stringify({ now: new Date().toISOString(), what }));
    // The memory may grow with each call, which leaves every older view of it behind.
    const room = core.reserve(turn.length);
    new Uint8Array(core.memory.buffer).set(turn, room);
    const place = core.turn();
    const done = new Uint8Array(core.memory.buffer, place, core.length());
    if (done.length === 0) {
      throw new Error(`the agent does not understand ${what.what}`);
    }
    return JSON.parse(new TextDecoder().decode(done));
  };
}

/** 32 random bytes in hexadecimal digits. */
export function chance(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
