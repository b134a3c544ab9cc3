// The 23 doors, what usually stands behind each, and how a seen one is told.

import type { Text } from './catalogue.ts';
import type { Port, PortState, SeenPort } from './view.ts';

/** How a door looks from outside; whoever refuses and whoever keeps silent are told apart. Nobody looked at some. */
export const STATES = ['open', 'closed', 'silent', 'unseen'] as const;
export type DoorState = (typeof STATES)[number];

/** The end of the catalogue's key `service-…` for each port, in the order of the paper's table 1. */
export const SERVICES: Record<Port, string> = {
  'tcp/21': 'ftp',
  'tcp/22': 'ssh',
  'tcp/23': 'telnet',
  'tcp/53': 'dns',
  'tcp/80': 'http',
  'tcp/81': 'http',
  'tcp/443': 'https',
  'tcp/445': 'smb',
  'tcp/2323': 'telnet',
  'tcp/5000': 'upnp',
  'tcp/5431': 'upnp',
  'tcp/8080': 'http',
  'tcp/23231': 'telnet',
  'tcp/49152': 'upnp',
  'tcp/52869': 'upnp',
  'udp/19': 'chargen',
  'udp/53': 'dns',
  'udp/123': 'ntp',
  'udp/1900': 'ssdp',
  'udp/5350': 'nat-pmp',
  'udp/5351': 'nat-pmp',
  'udp/5353': 'mdns',
  'udp/11211': 'memcached',
};

export const PROTOCOLS = ['tcp', 'udp'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const PORTS: Port[] = Object.keys(SERVICES);

export function isOf(protocol: Protocol, port: Port): boolean {
  return port.startsWith(`${protocol}/`);
}

/** `23` of `tcp/23`; a name rather than a quantity. */
export function numberOf(port: Port): string {
  return port.slice(port.indexOf('/') + 1);
}

/** What usually stands behind a port, in everyday words. */
export function serviceOf(port: Port, text: Text): string {
  const service = SERVICES[port];
  return service ? text(`service-${service}`) : text('app-service-other');
}

/** A door by its service and its number. */
export function doorName(port: Port, text: Text): string {
  return text('app-door', { service: serviceOf(port, text), number: numberOf(port) });
}

function doorState(state: PortState): DoorState {
  switch (state) {
    case 'open':
      return 'open';
    case 'closed':
      return 'closed';
    case 'filtered':
    case 'open|filtered':
      return 'silent';
  }
}

/** How each of the 23 looks. */
export function doors(seen: SeenPort[]): { port: Port; state: DoorState }[] {
  const states = new Map(seen.map(({ port, state }) => [port, doorState(state)]));
  return PORTS.map((port) => ({ port, state: states.get(port) ?? 'unseen' }));
}
