// What a person typed or pasted as their invitation.

const LINK = 'akabeko:';

/** Whether this is a code, to which the server has to be named, rather than a link or the beginning of one. */
export function isCode(invitation: string): boolean {
  const text = invitation.trim().toLowerCase();
  return text !== '' && !text.startsWith(LINK) && !LINK.startsWith(text);
}
