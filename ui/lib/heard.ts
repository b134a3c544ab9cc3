// What the person was told once and said they understood; the window remembers it.

/** Whether they did. A window that may not remember tells again. */
export function isHeard(what: string): boolean {
  try {
    return localStorage.getItem(`heard-${what}`) !== null;
  } catch {
    return false;
  }
}

export function hear(what: string) {
  try {
    localStorage.setItem(`heard-${what}`, '1');
  } catch {
    // It is told again next time.
  }
}
