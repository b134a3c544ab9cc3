// How an agent is called where its whole id takes too much room.

/** `019d4468…bb68`: the beginning, by which it is searched for, and the end, by which it is told apart. */
export function brief(agent: string): string {
  return `${agent.slice(0, 8)}…${agent.slice(-4)}`;
}
