// The 23 doors and what stands behind them are those of the shared words.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (relative) => readFileSync(new URL(relative, import.meta.url), 'utf8');
const shared = read('../../shared/src/port.rs');
const here = [...read('port.ts').matchAll(/'((?:tcp|udp)\/\d+)': '([a-z-]+)'/g)].map(([, ...pair]) => pair);

test('the doors are the same, in the same order', () => {
  const [, list] = /PORTS: \[Port; 23\] = \[([^\]]+)\]/.exec(shared);
  const ports = [...list.matchAll(/Port::(tcp|udp)\((\d+)\)/g)].map(([, protocol, number]) => `${protocol}/${number}`);
  assert.deepEqual(here.map(([port]) => port), ports);
});

test('the same service is expected behind each', () => {
  const services = new Map();
  for (const [, protocols, numbers, service] of shared.matchAll(/\(([TU][a-z]+(?: \| Udp)?), ([\d| ]+)\) => Service::(\w+)/g)) {
    for (const protocol of protocols.toLowerCase().split(' | ')) {
      for (const number of numbers.split(' | ')) {
        services.set(`${protocol}/${number}`, service.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase());
      }
    }
  }
  assert.deepEqual(Object.fromEntries(here), Object.fromEntries(services));
});
