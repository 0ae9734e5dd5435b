/** The core that screens ask in a test: it remembers what it was asked, and answers as it is told. */

export type Args = Record<string, unknown>;

export const core = {
  asked: [] as [string, Args][],
  answers: {} as Record<string, (args: Args) => unknown>,
  /** By the name of an event: whoever listens to it now. */
  hears: {} as Record<string, (event: unknown) => void>,
};

/** What the window's one seam calls, in the place of Tauri's. */
export async function invoke(command: string, args: Args = {}): Promise<unknown> {
  core.asked.push([command, args]);
  return core.answers[command]?.(args) ?? null;
}

export async function listen(
  event: string,
  hear: (event: unknown) => void,
): Promise<() => undefined> {
  core.hears[event] = hear;
  return () => undefined;
}
