import type { Attachment } from 'svelte/attachments';

/** Tells when an element comes near the part of `root` that is in sight (null: into sight at all), and when it goes. */
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
    watcher.observe(element);
    return () => watcher.disconnect();
  };
}
