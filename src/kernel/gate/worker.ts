// The gate's thread. It stays awake while a cell blocks the main thread: it passes messages both ways, interrupts, and
// ends the process when its front is gone for good.
import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import * as v from "valibot";
import { Envelope, type FromKernel, type ToKernel } from "../../protocol/index.ts";
import { readyFd } from "../../protocol/link.ts";
import { encodeFrame } from "../../protocol/node/frames.ts";
import { removeSocket } from "../../protocol/node/socket-file.ts";
import { Fronts } from "./fronts.ts";
import { Interrupter } from "./interrupt.ts";
import { slots, type FromGate, type GateData, type ToGate } from "./shared.ts";
import { Untold } from "./untold.ts";

const { state, answers, socket, key, linger } = workerData as GateData; // made by gate.ts, beside this file
const shared = new Int32Array(state);
const untold = new Untold();

/** A front that never comes at all; the first one is the process that starts us. */
const patienceForTheFirst = 60;
let alone = setTimeout(die, patienceForTheFirst * 1000);

const toMain = (message: FromGate): void => parentPort?.postMessage(message);
const interrupter = new Interrupter({
  tell: (id) => toMain({ interrupt: id }),
  isHandled: (id) => Atomics.load(shared, slots.handled) >= id,
  heard: () => Atomics.load(shared, slots.heard),
  leave: (id) => Atomics.store(shared, slots.unheard, id),
  change: (from, to) => Atomics.compareExchange(shared, slots.termination, from, to),
  onTerminated: () => toMain({ terminated: true }),
});

const fronts = new Fronts({
  key,
  welcome: () => ({ noisebook: 1, pid: process.pid, pending: untold.pending }),
  onFrame: receive,
  onAlone: () => {
    clearTimeout(alone);
    if (linger > 0) alone = setTimeout(die, linger * 1000);
    else die();
  },
  onFront: () => clearTimeout(alone),
  untold: () => untold.tell(),
});

fronts.listen(socket, () => {
  try {
    writeSync(readyFd, "listening\n");
  } catch {
    // started by hand, by someone who does not wait for it
  }
});

parentPort?.on("message", (message: ToGate) => {
  if ("send" in message) send(message.send);
  else if ("terminate" in message) interrupter.terminate(Atomics.load(shared, slots.termination));
  else
    fronts.drain(() => {
      Atomics.store(shared, slots.drained, 1);
      Atomics.notify(shared, slots.drained);
    });
});

function receive(frame: unknown): void {
  const parsed = v.safeParse(Envelope, frame);
  if (!parsed.success) return; // it names no request that could be answered
  const message = parsed.output as unknown as ToKernel; // of which the kernel checks the content
  switch (message.header.msg_type) {
    case "interrupt_request":
      interrupter.interrupt();
      break;
    case "input_reply":
      answer(message.content);
      break;
    case "execute_request":
      untold.asked(message);
      toMain({ message });
      break;
    default:
      toMain({ message });
  }
}

function answer(content: unknown): void {
  untold.answered();
  const value = typeof content === "object" && content !== null && "value" in content ? content.value : null;
  answers.postMessage(typeof value === "string" ? value : null);
  Atomics.add(shared, slots.answered, 1);
  Atomics.notify(shared, slots.answered);
}

function send(message: FromKernel): void {
  const frame = encodeFrame(message);
  // Without a wait for another front there is nobody to tell later.
  if (linger > 0 || !fronts.present) untold.add(message, frame, fronts.present);
  fronts.send(frame);
}

function die(): void {
  removeSocket(socket);
  process.kill(process.pid, "SIGKILL");
}
