// A worker thread that stays awake while a cell blocks the kernel's main thread. It reads the control channel (file
// descriptor 4, a pipe to the front), ends scripts that do not let go, and ends the process when the front is gone.
import { Session } from "node:inspector";
import net from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { isHandled, type InterrupterData } from "./interrupts.ts";

const { handled, controlFd } = workerData as InterrupterData; // made by interrupts.ts, beside this file
const latestHandled = new Int32Array(handled);
let asked = 0;

// Terminating works from another thread's session only while the main thread evaluates through its own.
const session = new Session();
session.connectToMainThread();

/** Milliseconds between two words to the main thread. */
const pace = 100;
/**
 * Words after which the script is terminated: a cell that yields can end by its abort signal before, between two
 * training steps say. Termination runs no `finally`, so it is the last resort.
 */
const patience = 4;

/**
 * Tells the main thread until it has answered. Once is not enough: termination ends whatever runs, which may be the
 * very handler of the word.
 */
function interrupt(): void {
  const id = ++asked;
  let words = 0;
  const tell = (): void => {
    if (isHandled(latestHandled, id)) return;
    parentPort?.postMessage(id);
    words += 1;
    if (words % (patience + 1) === 0) session.post("Runtime.terminateExecution");
    setTimeout(tell, pace);
  };
  tell();
}

const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};

const control = new net.Socket({ fd: controlFd, readable: true, writable: true });
control.setEncoding("utf8");
let rest = "";
control.on("data", (text: string) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) {
    if (line === "interrupt") interrupt();
    else if (line === "shutdown") die();
  }
});
control.on("error", die);
control.on("close", die);
