import pc from "picocolors";
import { BackendProblem, type Work } from "../backends/index.ts";
import { refuseUnknown } from "./strict-command.ts";
import { UsageProblem } from "./usage-problem.ts";

const cannot = 2;

/** Does the work, which Ctrl-C ends, and tells what a person can help. */
export async function told(
  args: { _: string[] } & object,
  options: string[],
  positionals: number,
  work: (work: Work) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  try {
    refuseUnknown(args, options, positionals);
    await work({ say: (line) => console.error(pc.dim(line)), signal: controller.signal });
  } catch (error) {
    if (controller.signal.aborted) console.error("Stopped. The next install goes on where this one was.");
    else if (error instanceof BackendProblem || error instanceof UsageProblem) console.error(error.message);
    else throw error;
    process.exitCode = controller.signal.aborted ? 130 : cannot;
  }
}
