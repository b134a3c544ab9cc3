// What was just done, said once, with a way back where there is one.

export interface Toast {
  number: number;
  text: string;
  undo?: () => Promise<void>;
}

export const toasts = $state<Toast[]>([]);

let last = 0;

export function toast(text: string, { undo }: { undo?: () => Promise<void> } = {}): void {
  toasts.push({ number: ++last, text, undo });
}

export function forget(number: number): void {
  const place = toasts.findIndex((one) => one.number === number);
  if (place >= 0) toasts.splice(place, 1);
}
