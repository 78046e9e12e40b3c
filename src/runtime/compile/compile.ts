import { dispose as disposeAll, engine as tfEngine, Tensor, tidy, type TensorContainer } from "../core/tf.ts";
import { expectOptions } from "../core/options.ts";
import { different } from "./different.ts";
import { Entry } from "./entry.ts";

export interface CompileOptions {
  /**
   * Runs the function a second time as it is, after each run as a graph, and throws an Error where a result is another one.
   * Only for functions without side effects: one that draws from a stream draws twice.
   */
  check?: boolean;
}

/** How a compiled function runs for inputs of one kind. */
export interface CompiledFor {
  /** dtypes and shapes of the tensors that it was called with. */
  readonly inputs: string;
  /** Kernels of each way it has been seen to take. */
  readonly kernels: readonly number[];
  /** Seconds that went into making graphs. */
  readonly seconds: number;
  /** Why it runs without a graph for good, in words; null where it does not. */
  readonly eager: string | null;
}

export interface Compiled<A extends readonly unknown[], R> {
  (...args: A): R;
  /** How it runs, for each kind of inputs that it has met. */
  readonly about: () => readonly CompiledFor[];
  /** Frees its graphs. It may be called again, and is traced anew then. */
  readonly dispose: () => void;
}

/**
 * Makes a function of tensors run as one graph: on the backend native as one call of TensorFlow, on wasm and cpu as its bare
 * kernels. `fn` is called each time and does all that JavaScript does in it, so that nothing is frozen: numbers may change,
 * random streams go on, and it may take another way, in which case it runs as it is and that way is learned. Only its kernels
 * do not compute on their own. It is for functions that make many kernel calls: steps, losses with their gradients.
 *
 * The first call of each kind of inputs (dtypes and shapes) traces. `fn` is called in a `tidy`: it returns what is to be kept,
 * tensors alone or in arrays and objects, and may assign variables. What cannot be traced runs as it is, and one line on the
 * console says why: a value that is read on the way, a kernel whose result has a shape that its inputs' numbers decide.
 * Throws a TypeError for an option that there is not, and what `fn` throws.
 */
export function compile<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  options: CompileOptions = {},
): Compiled<A, R> {
  expectOptions("compile", options, ["check"]);
  const name = fn.name || "a function";
  const known = new Map<string, { inputs: string; entry: Entry }>();
  const plain = (...args: A): R => tidy(() => fn(...args) as TensorContainer) as R;

  function run(...args: A): R {
    const inputs = args.map(kindOf).join(", ");
    const key = `${tfEngine().backendName} ${inputs}`;
    let one = known.get(key);
    if (!one) known.set(key, (one = { inputs, entry: new Entry((reason) => tell(name, reason)) }));
    const { entry } = one;
    const result = entry.run(() => plain(...args));
    if (options.check && entry.ranAsGraph) expectSame(name, result, plain(...args));
    return result;
  }
  return Object.assign(run, {
    about: () =>
      [...known.values()].map(({ inputs, entry }) => ({
        inputs,
        kernels: entry.traces.map(({ nodes }) => nodes.length),
        seconds: entry.took / 1000,
        eager: entry.off,
      })),
    dispose: () => {
      for (const { entry } of known.values()) entry.dispose();
      known.clear();
    },
  });
}

function tell(name: string, reason: string): void {
  console.warn(`${name} runs without a graph from here on: ${reason}.`);
}

function expectSame(name: string, graph: unknown, eager: unknown): void {
  const said = different(graph, eager);
  disposeAll(eager as TensorContainer);
  if (said === null) return;
  throw new Error(`${name} gives another result as a graph: ${said}`);
}

function kindOf(x: unknown): string {
  if (x instanceof Tensor) return `${x.dtype}[${(x.shape as number[]).join(", ")}]`;
  if (Array.isArray(x)) return `[${x.map(kindOf).join(", ")}]`;
  return typeof x;
}
