// What must be undone when the script ends, however it ends: Ctrl-C, a closed terminal, a failure.

/** @type {Set<() => Promise<void> | void>} */
const pending = new Set();

/** Runs `undo` when the script ends; the function given back takes it off the list.
 * @param {() => Promise<void> | void} undo */
export function atEnd(undo) {
  pending.add(undo);
  return () => pending.delete(undo);
}

/** Undoes everything, the latest first. */
export async function endAll() {
  const list = [...pending].reverse();
  pending.clear();
  for (const undo of list) {
    try {
      await undo();
    } catch (error) {
      console.error(`could not clean up: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

let ending = false;

/** Whether a signal is ending the script: what fails from then on fails because of it. */
export const isEnding = () => ending;

const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** Ends the script cleanly on the signals of a terminal. A second one ends it at once. */
export function endOnSignals() {
  process.stdout.on("error", () => {}); // the terminal may be gone
  process.stderr.on("error", () => {});
  for (const [signal, number] of Object.entries(numbers))
    process.on(signal, () => {
      if (ending) process.exit(128 + number);
      ending = true;
      void endAll().then(() => process.exit(128 + number));
    });
}
