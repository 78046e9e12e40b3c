import { inspect } from "node:util";
import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { Tensor } from "../core/tf.ts";
import type { Frame, Sampling } from "../samplers/index.ts";
import { output } from "./output.ts";
import type { Samples } from "./samples.ts";
import { showSampling } from "./show-sampling.ts";
import { tensorBundle } from "./show-tensor.ts";
import type { TrajectoryOptions } from "./trajectory.ts";

type Run = AsyncIterable<Frame> & Partial<Pick<Sampling, "about">>;

/**
 * Shows a value under the running cell.
 *
 * A sampler is run to its end while its frames stream into the viewer, and its samples are returned (`.x`); it throws
 * what the sampler throws, having kept the frames so far. A tensor of points or images is drawn. A value that knows
 * how to display itself does so; any other is written as text. Without a notebook a line is printed instead.
 */
export async function show(value: Run, options?: TrajectoryOptions): Promise<Samples>;
export async function show(value: unknown, options?: TrajectoryOptions): Promise<undefined>;
export async function show(value: unknown, options: TrajectoryOptions = {}): Promise<Samples | undefined> {
  if (isRun(value)) return showSampling(value, options);
  if (value instanceof Tensor) output(await tensorBundle(value as Tensor, options.range));
  else if (displaysItself(value)) output(await value[displaySymbol]());
  else output({ "text/plain": typeof value === "string" ? value : inspect(value) });
  return undefined;
}

const isRun = (value: unknown): value is Run =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

const displaysItself = (value: unknown): value is { [displaySymbol](): MimeBundle | Promise<MimeBundle> } =>
  typeof value === "object" &&
  value !== null &&
  displaySymbol in value &&
  typeof value[displaySymbol] === "function";
