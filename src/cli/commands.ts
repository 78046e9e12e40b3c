import { defineCommand, type CommandDef } from "citty";
import { exportCommand } from "./export-command.ts";
import { jupyterCommand } from "./jupyter-command.ts";
import { kernelspecCommand } from "./kernelspec-command.ts";
import { runCommand } from "./run-command.ts";

/** What `noisebook NAME` does. */
export const commands: Record<string, CommandDef> = {
  // citty's type of a command is that of its arguments; all we read of them is their help.
  run: runCommand as CommandDef,
  export: exportCommand as CommandDef,
  kernelspec: kernelspecCommand,
  jupyter: jupyterCommand as CommandDef,
};

export const main = {
  ...defineCommand({ subCommands: commands }),
  meta: {
    name: "noisebook",
    version: "0.1.0",
    description: "TypeScript notebooks for diffusion models and variational inference",
  },
};
