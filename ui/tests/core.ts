/** The core that screens ask in a test: it remembers what it was asked, and answers as it is told. */

export type Args = Record<string, unknown>;

export const core = {
  asked: [] as [string, Args][],
  answers: {} as Record<string, (args: Args) => unknown>,
  /** By the name of an event: whoever listens to it now. */
  hears: {} as Record<string, (event: unknown) => void>,
};

export const commands = {
  invoke: async (command: string, args: Args = {}) => {
    core.asked.push([command, args]);
    return core.answers[command]?.(args) ?? null;
  },
};

export const events = {
  listen: async (event: string, hear: (event: unknown) => void) => {
    core.hears[event] = hear;
    return () => undefined;
  },
};
