// A notebook's kernel process. Its front names the notebook's folder, the socket to listen on and its key in the
// environment (src/protocol/link.ts).
import path from "node:path";
import { fileURLToPath } from "node:url";
import { newId, type ToKernel } from "../protocol/index.ts";
import { environment } from "../protocol/link.ts";
import { captureConsole } from "./console.ts";
import { Gate } from "./gate/gate.ts";

/** Taken out of the environment: what a cell starts must not get our key. */
function take(name: string): string | undefined {
  const value = process.env[name];
  Reflect.deleteProperty(process.env, name);
  return value;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.dirname(here);
const folder = take(environment.folder) ?? process.cwd();
const [socket, key] = [take(environment.socket), take(environment.key)];
if (!socket || !key)
  throw new Error(`${environment.socket} and ${environment.key} must be set: a front starts this program`);

/** What comes while the kernel loads. */
const early: ToKernel[] = [];
let receive = (message: ToKernel): void => void early.push(message);
let interrupt = (): void => undefined; // no cell runs yet, and the gate says it again until it is handled
const gate = new Gate({
  socket,
  key,
  linger: Number(take(environment.linger) ?? 0),
  onMessage: (message) => receive(message),
  onInterrupt: () => interrupt(),
});

// By far the most code, loaded while the gate's thread starts and opens the door.
const { Kernel } = await import("./kernel.ts");
const kernel = new Kernel({
  folder,
  runtime: path.join(dist, "runtime"),
  own: [dist],
  session: newId(),
  late: take(environment.late) === "1",
  gate,
});
receive = (message) => kernel.receive(message);
interrupt = () => kernel.interrupt();

captureConsole((name, text) => kernel.publisher.print(name, text));
process.on("uncaughtException", (error) => kernel.reportStray(error));
process.on("unhandledRejection", (reason) => kernel.reportStray(reason));
// What a cell printed before it called process.exit belongs to its output.
process.on("exit", () => {
  kernel.publisher.flush();
  gate.drain(1000);
});
// A terminal's Ctrl-C reaches every process of its group; the front decides what it means.
process.on("SIGINT", () => undefined);

kernel.publisher.status("starting", null);
for (const message of early) kernel.receive(message);
