/** For `{@attach focusFirst}`: a new step begins with its heading, also for those who listen. */
export function focusFirst(node: HTMLElement): void {
  node.focus({ preventScroll: false });
}

/** What is next to be done or read, of several things: it takes the focus before the others. */
const NEXT = '[data-next]';
const REACHABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

/**
 * For `{@attach keepFocus}`: when what had the focus is taken away, the nearest thing to go on
 * with gets it, and never nothing. What takes the focus by itself meanwhile keeps it.
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What had the focus last, and all that it stood in, up to `root`. */
  let had: Node[] = [];

  const remember = ({ target }: FocusEvent) => {
    had = [];
    for (let node = target as Node | null; node && node !== root; node = node.parentNode)
      had.push(node);
  };

  const watch = new MutationObserver(() => {
    const lost = had[0] && !root.contains(had[0]);
    if (!lost || document.activeElement !== document.body) return;
    // What is on its way may be what to go on with.
    if (root.querySelector('[data-test="skeleton"]')) return;
    const left = had.find((node) => root.contains(node)) ?? root;
    next(left instanceof HTMLElement ? left : root, root).focus();
  });

  root.addEventListener('focusin', remember);
  watch.observe(root, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    root.removeEventListener('focusin', remember);
  };
}

/**
 * What can take the focus nearest to `place`, widening the look around it up to `root`: something
 * in it, else the place itself.
 */
function next(place: HTMLElement, root: HTMLElement): HTMLElement {
  for (let around: HTMLElement | null = place; around; around = around.parentElement) {
    const found =
      around.querySelector<HTMLElement>(NEXT) ?? around.querySelector<HTMLElement>(REACHABLE);
    if (found) return found;
    if (around.matches(REACHABLE)) return around;
    if (around === root) break;
  }
  return root;
}
