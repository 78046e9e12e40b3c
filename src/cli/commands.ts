import { defineCommand } from "citty";
import { runCommand } from "./run-command.ts";

export const main = defineCommand({
  meta: {
    name: "noisebook",
    version: "0.1.0",
    description: "TypeScript notebooks for diffusion models and variational inference",
  },
  subCommands: { run: runCommand },
});
