import { host } from "../core/host.ts";
import { tracing } from "../core/tracing.ts";
import { engine, type Engine } from "../memory/engine.ts";
import type { KernelInputs } from "./inputs.ts";

type Listener = (
  kernel: string,
  inputs: KernelInputs,
  attrs: object | undefined,
  call: () => unknown,
) => unknown;

let before: Engine["runKernel"] | null = null;
let undo: (() => void) | null = null;

/**
 * Runs a function while every call of a kernel goes to `listener`, which gives its result; `after` is called at the end,
 * however it comes. One at a time.
 */
export function listening<T>(listener: Listener, make: () => T, after: () => void): T {
  if (before) throw new Error("A function that runs from a trace cannot be traced within another");
  const tf = engine();
  before = tf.runKernel;
  undo = after;
  tracing.on = true;
  const plain = before;
  tf.runKernel = function (name, inputs, attrs) {
    return listener(name, inputs, attrs, () => plain.call(this, name, inputs, attrs));
  };
  try {
    return make();
  } finally {
    restore();
  }
}

function restore(): void {
  if (before) engine().runKernel = before;
  before = null;
  tracing.on = false;
  undo?.();
  undo = null;
}

// A cell that was terminated did not come to its `finally`.
host()?.onTerminated(restore);
