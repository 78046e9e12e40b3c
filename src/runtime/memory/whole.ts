import { Tensor, Variable } from "@tensorflow/tfjs-core";
import { host } from "../core/host.ts";
import { engine } from "./engine.ts";

type Methods<Name extends string> = Record<Name, (this: unknown, ...args: unknown[]) => unknown>;

/**
 * Keeps every step from being cut in half that would leave tfjs wrong for good: memory that is handed out or given back
 * (WebAssembly's malloc stays locked, or its heap broken), and what counts who holds it.
 */
function keepWhole<Name extends string>(object: Record<Name, unknown>, ...names: Name[]): void {
  const whole = host()?.whole;
  if (!whole) return;
  // As tfjs's methods are, which are called with what they were called with.
  const methods = object as Methods<Name>;
  for (const name of names) {
    const method = methods[name];
    methods[name] = function (...args) {
      const outermost = whole.begin();
      try {
        return method.apply(this, args);
      } finally {
        whole.end(outermost);
      }
    };
  }
}

/** Stops an interrupted cell between two operations, by an exception: it may never let go of the thread. */
function stopBetweenOperations(): void {
  const kernel = host();
  if (!kernel) return;
  const tf = engine();
  const { runKernel } = tf;
  tf.runKernel = function (...args) {
    if (this.state.kernelDepth === 0) kernel.throwIfInterrupted();
    return runKernel.apply(this, args);
  };
}

export function installWhole(): void {
  const steps = [
    "runKernel",
    "makeTensor",
    "makeVariable",
    "disposeTensor",
    "disposeVariable",
    "endScope",
  ] as const;
  keepWhole(engine(), ...steps);
  keepWhole(Tensor.prototype, "dispose");
  keepWhole(Variable.prototype, "assign", "dispose");
  stopBetweenOperations();
}
