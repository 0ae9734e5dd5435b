import type { Attachment } from 'svelte/attachments';

/**
 * Tells when an element comes near the part of `root` that is in sight (null: into sight at all),
 * and when it goes. It looks for the first time when a frame has been painted: what is in sight
 * does not wait for what is only near.
 */
export function whenNear(
  root: HTMLElement | null,
  margin: number,
  tell: (near: boolean) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const watcher = new IntersectionObserver((seen) => tell(seen.at(-1)?.isIntersecting ?? false), {
      root,
      rootMargin: `${margin}px 0px`,
    });
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => watcher.observe(element));
    });
    return () => {
      cancelAnimationFrame(frame);
      watcher.disconnect();
    };
  };
}
