/** For `{@attach focusFirst}`: a new step begins with its heading, also for those who listen. */
export function focusFirst(node: HTMLElement): void {
  node.focus({ preventScroll: false });
}
