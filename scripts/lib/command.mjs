// Runs another program to its end.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { atEnd } from "./lifetime.mjs";
import { endTree } from "./process-tree.mjs";
import { cache, shown } from "./project.mjs";
import { Problem } from "./problem.mjs";

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, live?: boolean, log?: string }} Options
 * `live` shows the output as it comes; otherwise it is kept, in a log file under the cache where `log` names one. */

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, output: string }>} the exit code and, unless live, what was printed
 */
export function command(program, args, { cwd, env, live = false, log } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32", // so that Ctrl-C reaches it through us, once
    });
    const forget = atEnd(() => (child.pid ? endTree(child.pid) : undefined));
    const file = log ? openLog(log) : undefined;
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
        file?.write(text);
      });
    child.on("error", (error) => {
      forget();
      const missing = "code" in error && error.code === "ENOENT";
      reject(
        missing
          ? new Problem(
              `The program ${program} was not found.`,
              `Install ${program}, and see that it is on PATH.`,
            )
          : error,
      );
    });
    child.on("close", (code, signal) => {
      forget();
      file?.end();
      resolve({ code: code ?? (signal ? 128 : 1), output });
    });
  });
}

/** @param {string} name */
function openLog(name) {
  const file = logFile(name);
  mkdirSync(path.dirname(file), { recursive: true });
  return createWriteStream(file);
}

/** @param {string} name */
const logFile = (name) => path.join(cache, "logs", `${name}.log`);

/**
 * Runs a program that must succeed, quietly; its whole output is kept under the cache.
 * @param {string} what the step, as in "Building failed."
 * @param {string} name of the log
 * @param {string} program
 * @param {string[]} args
 * @param {Options & { advise?: (output: string) => string | undefined }} [options]
 */
export async function mustRun(what, name, program, args, { advise, ...options } = {}) {
  const { code, output } = await command(program, args, { ...options, log: name });
  if (code === 0) return output;
  const advice = advise?.(output) ?? "The lines above say why.";
  const lines = output.split("\n").filter((line) => line.trim() && !/^(npm error)?\s+at /.test(line)); // no stacks
  // programs tell the cause first or last
  const ends = lines.length > 24 ? [...lines.slice(0, 12), "…", ...lines.slice(-12)] : lines;
  throw new Problem(
    `${what} failed (exit code ${code}).`,
    `${advice} All of its output: ${shown(logFile(name))}`,
    ends.join("\n"),
  );
}
