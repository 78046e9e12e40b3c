// A notebook's kernel process. Its front starts it with an IPC channel for messages and a pipe at file descriptor 4
// for interrupts, and names the notebook's folder in the environment.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { newId, type FromKernel, type ToKernel } from "../protocol/index.ts";
import { watchInterrupts } from "./interrupts.ts";
import { Kernel } from "./kernel.ts";
import { captureConsole } from "./console.ts";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.dirname(here);
const folder = process.env.NOISEBOOK_FOLDER ?? process.cwd();

const kernel = new Kernel({
  folder,
  runtime: path.join(dist, "runtime"),
  own: [dist],
  session: newId(),
  send: (message: FromKernel) => {
    if (process.connected) process.send?.(message);
  },
});

captureConsole((name, text) => kernel.publisher.print(name, text));
watchInterrupts(4, () => kernel.interrupt());
process.on("message", (message: ToKernel) => kernel.receive(message));
process.on("disconnect", () => process.exit(0));
process.on("uncaughtException", (error) => kernel.reportStray(error));
process.on("unhandledRejection", (reason) => kernel.reportStray(reason));
// A terminal's Ctrl-C reaches every process of its group; the front decides what it means.
process.on("SIGINT", () => undefined);

kernel.publisher.publish("status", { execution_state: "starting" }, null);
