import { defineCommand } from "citty";
import { jupyterCommand } from "./jupyter-command.ts";
import { kernelspecCommand } from "./kernelspec-command.ts";
import { runCommand } from "./run-command.ts";

export const main = defineCommand({
  meta: {
    name: "noisebook",
    version: "0.1.0",
    description: "TypeScript notebooks for diffusion models and variational inference",
  },
  subCommands: { run: runCommand, kernelspec: kernelspecCommand, jupyter: jupyterCommand },
});
