// Whether the ox nods. The person can have it stand still, and the device remembers.

const KEY = 'ox-still';

class Moves {
  nodding = $state(!kept());

  set(nodding: boolean) {
    this.nodding = nodding;
    try {
      if (nodding) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, '1');
      }
    } catch {
      // It nods again next time.
    }
  }
}

export const moves = new Moves();

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
