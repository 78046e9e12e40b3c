// The command line, `noisebook …`: the same kernel as in VS Code, without VS Code. One file per command.
export { runMain } from "./run-main.ts";
