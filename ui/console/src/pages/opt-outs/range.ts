// The addresses of a range, as far as a search by the beginning of an address can tell them.

export interface Beginning {
  /** How every address of the range begins. */
  text: string;
  /** Whether no other address begins so. */
  isExact: boolean;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** The beginning that the addresses of an IPv4 range have in common; none if they have none, or if it is no such range. */
export function beginningOf(range: string): Beginning | undefined {
  const match = IPV4.exec(range.trim());
  if (!match) return undefined;
  const bytes = match.slice(1, 5);
  const length = match[5] === undefined ? 32 : Number(match[5]);
  const whole = Math.floor(length / 8);
  if (length > 32 || whole === 0) return undefined;
  const text = bytes.slice(0, whole).join('.');
  return { text: whole === 4 ? text : `${text}.`, isExact: length % 8 === 0 };
}
