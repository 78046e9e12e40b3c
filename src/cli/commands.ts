import { defineCommand, type CommandDef } from "citty";

/** What `noisebook NAME` does. Each loads when it is called: Jupyter waits for its kernel, which needs little of it. */
export const commands: Record<string, () => Promise<CommandDef>> = {
  // citty's type of a command is that of its arguments; all we read of them is their help.
  run: async () => (await import("./run-command.ts")).runCommand as CommandDef,
  export: async () => (await import("./export-command.ts")).exportCommand as CommandDef,
  backend: async () => (await import("./backend-command.ts")).backendCommand,
  extra: async () => (await import("./extra-command.ts")).extraCommand,
  kernelspec: async () => (await import("./kernelspec-command.ts")).kernelspecCommand,
  jupyter: async () => (await import("./jupyter-command.ts")).jupyterCommand as CommandDef,
};

export const main = {
  ...defineCommand({ subCommands: commands }),
  meta: {
    name: "noisebook",
    version: "0.1.0",
    description: "TypeScript notebooks for diffusion models and variational inference",
  },
};
