import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { bytesOf } from "../core/bytes.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import { dispose, engine, tidy, type Tensor, type TensorContainer } from "../core/tf.ts";
import { tableBundle } from "../display/table.ts";
import { decimal } from "../display/text.ts";
import { bytesText } from "../memory/bytes-text.ts";
import { isAllowed } from "./allowed.ts";
import { flopsOf } from "./flops.ts";
import { free } from "./home.ts";
import { kernelByKernel } from "./kernel-by-kernel.ts";
import { Recording } from "./recording.ts";
import type { Trace } from "./trace.ts";

/** One kernel of a function. */
export interface GraphKernel {
  readonly kernel: string;
  /** Shapes of its inputs and outputs. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  /** Multiplications and additions of products and convolutions; null of all others. */
  readonly flops: number | null;
  /** Bytes that it reads and writes. */
  readonly bytes: number;
  /** Milliseconds it takes alone, the least of three runs. */
  readonly milliseconds: number;
}

export interface Graph {
  /** In the order of their calls. */
  readonly kernels: readonly GraphKernel[];
  /** Why it cannot run as one graph, in words; null where it can. */
  readonly obstacle: string | null;
  /** A table of them, the costliest found by sorting. */
  [displaySymbol](): MimeBundle;
}

/**
 * What a function of tensors really computes for these arguments: its kernels with their shapes, arithmetic, memory traffic and
 * time on the backend in use. `fn` is called once, in a `tidy`; what it returns is disposed of. Throws an Error where kernels
 * cannot be written down: on webgpu, within a compiled function, and while checkNumerics is on.
 */
export function graph<A extends readonly unknown[]>(fn: (...args: A) => unknown, ...args: A): Graph {
  if (!isAllowed())
    throw new Error(
      "Kernels cannot be written down here: on webgpu, in a compiled function, with checkNumerics on",
    );
  const recording = new Recording();
  recording.hold([]);
  try {
    const results = recording.run(() => tidy(() => fn(...args) as TensorContainer));
    dispose(results);
    const { trace } = recording;
    const times = timesOf(
      trace,
      trace.externals.map((value) => recording.held(value)),
    );
    return shown(
      trace.nodes.map((node, i): GraphKernel => {
        const [inputs, outputs] = [node.inputs.filter((value) => value >= 0), node.outputs].map((list) =>
          list.map((value) => trace.values[value]),
        );
        const bytes = [...inputs, ...outputs]
          .map(({ shape, dtype }) => bytesOf({ size: sizeOf(shape), dtype }))
          .reduce((a, b) => a + b, 0);
        return {
          kernel: node.kernel,
          inputs: inputs.map(({ shape }) => shape),
          outputs: outputs.map(({ shape }) => shape),
          flops: flopsOf(node, trace),
          bytes,
          milliseconds: times[i],
        };
      }),
      trace.obstacle,
    );
  } finally {
    recording.letGo();
  }
}

/** The least of three runs, after one that is not counted. */
function timesOf(trace: Trace, externals: readonly Tensor[]): number[] {
  const used = new Set(trace.nodes.flatMap(({ inputs }) => inputs));
  const ends = trace.nodes.flatMap(({ outputs }) => outputs).filter((value) => !used.has(value));
  const least = trace.nodes.map(() => Infinity);
  for (let run = 0; run < 4; run++) {
    const told = (node: Trace["nodes"][number], milliseconds: number): void => {
      const i = trace.nodes.indexOf(node);
      if (run > 0) least[i] = Math.min(least[i], milliseconds);
    };
    const { backend } = engine();
    for (const result of kernelByKernel(trace, ends, { told }).run(externals)) free(backend, result);
  }
  return least;
}

function shown(kernels: readonly GraphKernel[], obstacle: string | null): Graph {
  const sum = (of: (kernel: GraphKernel) => number): number =>
    kernels.reduce((total, one) => total + of(one), 0);
  const shapes = (list: readonly (readonly number[])[]): string => list.map(shapeText).join(" ");
  const flops = sum((one) => one.flops ?? 0);
  return {
    kernels,
    obstacle,
    [displaySymbol]: () =>
      tableBundle({
        warnings: obstacle === null ? [] : [obstacle],
        lines: [
          `${kernels.length} kernels: ${flops ? `${decimal(flops / 1e6)} MFLOP in products and convolutions, ` : ""}` +
            `${bytesText(sum((one) => one.bytes))} read and written, ${sum((one) => one.milliseconds).toFixed(2)} ms one by one.`,
        ],
        heads: ["kernel", "takes", "gives", "MFLOP", "kB", "ms"],
        rows: kernels.map((one) => [
          one.kernel,
          shapes(one.inputs),
          shapes(one.outputs),
          one.flops === null ? "" : decimal(one.flops / 1e6),
          decimal(one.bytes / 1000),
          one.milliseconds.toFixed(3),
        ]),
      }),
  };
}
