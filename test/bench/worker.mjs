// A process that answers a line with a line.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { atEnd } from "../../scripts/lib/lifetime.mjs";
import { endTree } from "../../scripts/lib/process-tree.mjs";

export class Worker {
  #child;
  /** @type {((line: string | null) => void)[]} */
  #waiting = [];
  #said = "";

  /** @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} env */
  constructor(program, args, env) {
    this.#child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    const child = this.#child;
    atEnd(() => (child.pid ? endTree(child.pid) : undefined));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) this.#waiting.shift()?.(line);
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (this.#said = (this.#said + text).slice(-2000)));
    const gone = () => this.#waiting.splice(0).forEach((resolve) => resolve(null));
    child.on("error", gone);
    child.on("close", gone);
  }

  /** @param {object} question
   * @returns {Promise<any>} */
  async ask(question) {
    const line = await new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#child.exitCode !== null) resolve(null);
      else
        this.#child.stdin.write(`${JSON.stringify(question)}\n`, (error) =>
          error ? resolve(null) : undefined,
        );
    });
    if (line === null) throw new Error(`it ended: ${this.#said.trim().split("\n").at(-1) ?? ""}`);
    const answer = JSON.parse(line);
    if (answer.problem) throw new Error(answer.problem);
    return answer;
  }

  end() {
    this.#child.kill();
  }
}
