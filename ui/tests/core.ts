/** The core that screens ask in a test: it remembers what it was asked, and answers as it is told. */

export type Args = Record<string, unknown>;

export const core = {
  asked: [] as [string, Args][],
  answers: {} as Record<string, (args: Args) => unknown>,
};

export const commands = {
  invoke: async (command: string, args: Args = {}) => {
    core.asked.push([command, args]);
    return core.answers[command]?.(args) ?? null;
  },
};

export const events = { listen: async () => () => undefined };
