// How a script begins and ends.
import { endAll, endOnSignals, isEnding } from "./lifetime.mjs";
import { report } from "./problem.mjs";

/** Runs a script to its end: what fails is told for a person, and what must be undone is undone. A number is the exit code.
 * @param {() => Promise<number | void>} main */
export async function runMain(main) {
  endOnSignals();
  try {
    const code = await main();
    if (typeof code === "number") process.exitCode = code;
  } catch (error) {
    if (!isEnding()) report(error);
    process.exitCode = 1;
  } finally {
    await endAll();
  }
}
