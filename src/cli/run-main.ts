import { stripVTControlCharacters } from "node:util";
import { renderUsage, runCommand } from "citty";
import { commands, main } from "./commands.ts";
import { exitCode, exitCodesText } from "./exit-codes.ts";
import { nearest } from "./nearest.ts";
import { UsageProblem } from "./usage-problem.ts";

/** Runs the command that the arguments name and returns the exit code. */
export async function runMain(args: string[]): Promise<number> {
  // A reader that has seen enough (`| head`) ends the pipe, not the run.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const [name = "--help"] = args;
  if (name === "--version" || name === "-v") {
    console.log(main.meta.version);
    return exitCode.ok;
  }
  const command = Object.hasOwn(commands, name) ? await commands[name]() : null;
  if (args.length === 0 || args.includes("--help") || args.includes("-h")) {
    const text = await renderUsage(command ?? main, command ? main : undefined);
    // citty colours a pipe as well.
    const plain = !process.stdout.isTTY || process.env.NO_COLOR ? stripVTControlCharacters(text) : text;
    console.log(`${plain.trimEnd()}\n${name === "export" ? "" : `\n${exitCodesText}\n`}`);
    return args.length === 0 ? exitCode.cannotRun : exitCode.ok;
  }
  try {
    if (!command) throw new UsageProblem(unknown(name));
    await runCommand(command, { rawArgs: args.slice(1) });
    return Number(process.exitCode ?? exitCode.ok);
  } catch (error) {
    // citty's own errors carry a code: of a file that was not named, say.
    if (!(error instanceof UsageProblem) && !(error instanceof Error && error.name === "CLIError"))
      throw error;
    const hint = command ? `noisebook ${name} --help` : "noisebook --help";
    console.error(`${error.message}\nSee: ${hint}`);
    return exitCode.cannotRun;
  }
}

function unknown(name: string): string {
  const names = Object.keys(commands);
  const close = nearest(name, names);
  return `There is no command ${name}; ${close ? `did you mean ${close}?` : `there is ${names.join(", ")}.`}`;
}
