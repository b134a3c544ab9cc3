// What hides icons, or does not: the system that the window runs on.

export const SYSTEMS = ['windows', 'mac', 'gnome', 'panel'] as const;
export type System = (typeof SYSTEMS)[number];

/** The system that a browser's name tells. Linux does not tell its desktop; GNOME is the one that needs help. */
export function systemOf(userAgent: string): System {
  if (userAgent.includes('Windows')) {
    return 'windows';
  }
  return userAgent.includes('Macintosh') ? 'mac' : 'gnome';
}
