import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { BackendProblem } from "./problem.ts";
import type { Work } from "./work.ts";

export interface Program {
  program: string;
  args: string[];
  folder: string;
  env?: Record<string, string>;
  /** What to do where the program itself is not there. */
  ifMissing: string;
}

/** Lines of a program's last words that an error repeats. */
const lastWords = 12;

/** Runs a program to its end, says what it says, and resolves with its standard output. */
export async function runProgram(
  { program, args, folder, env, ifMissing }: Program,
  work: Work,
): Promise<string> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    signal: work.signal,
    // npm and pip are scripts on Windows.
    shell: process.platform === "win32",
  });
  const said: string[] = [];
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on("line", (line) => {
      if (!line.trim()) return;
      said.push(line);
      work.say(line.trim());
    });
  const ended = await new Promise<string | null>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") reject(new BackendProblem(`There is no ${program} on PATH. ${ifMissing}`));
      else reject(error);
    });
    child.on("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  if (ended !== null)
    throw new BackendProblem(
      `${program} ${args[0]} ended with ${ended}. Its last words:\n${said.slice(-lastWords).join("\n")}`,
    );
  return output;
}
