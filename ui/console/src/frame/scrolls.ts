// A box whose content is wider than itself can be reached and scrolled by the keyboard.

/** Attached to a box that scrolls: it takes the focus while there is something to scroll. */
export function scrolls(box: HTMLElement): () => void {
  const name = box.querySelector('table')?.ariaLabel ?? box.querySelector('caption')?.textContent ?? '';
  const measure = () => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', name);
    } else {
      for (const attribute of ['tabindex', 'role', 'aria-label']) box.removeAttribute(attribute);
    }
  };
  const observer = new ResizeObserver(measure);
  observer.observe(box);
  for (const content of box.children) observer.observe(content);
  return () => observer.disconnect();
}
