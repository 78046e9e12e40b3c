// A worker thread that stays awake while a cell blocks the kernel's main thread. It reads the control channel (file
// descriptor 4, a pipe to the front), ends scripts that do not let go, and ends the process when the front is gone.
import { Session } from "node:inspector";
import net from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { answered, type InterrupterData } from "./interrupts.ts";

const { handled, controlFd } = workerData as InterrupterData; // made by interrupts.ts, beside this file
const handledCount = new Int32Array(handled);
let asked = 0;

// Terminating works from another thread's session only while the main thread evaluates through its own.
const session = new Session();
session.connectToMainThread();

/**
 * Milliseconds in which a cell that yields can end by its abort signal, between two training steps say, before its
 * script is terminated: termination runs no `finally`, so it is the last resort.
 */
const patience = 400;

function interrupt(): void {
  asked += 1;
  parentPort?.postMessage("interrupt");
  const mine = asked;
  const insist = (): void => {
    if (answered(handledCount) >= mine) return;
    session.post("Runtime.terminateExecution");
    setTimeout(insist, patience);
  };
  setTimeout(insist, patience);
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
