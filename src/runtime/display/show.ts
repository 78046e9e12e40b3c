import { inspect } from "node:util";
import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { figureBundle, isPlotlyLike } from "../../protocol/node/figure-bundle.ts";
import { Tensor } from "../core/tf.ts";
import { output } from "./output.ts";
import { isRun, type AnyRun } from "./run.ts";
import type { Samples } from "./samples.ts";
import { showSampling } from "./show-sampling.ts";
import { numbersBundle, tensorBundle, type TensorOptions } from "./tensor/bundle.ts";
import { numbersOf } from "./tensor/numbers.ts";
import type { TrajectoryOptions } from "./trajectory.ts";

/**
 * Shows a value under the running cell.
 *
 * A sampler is run to its end while its frames stream into the viewer, and its samples are returned (`.x`); it throws
 * what the sampler throws, having kept the frames so far. An async generator of one's own is shown alike: it yields
 * `Frame` for points and images, `TokenFrame` for text, `GraphFrame` for graphs. A tensor, a typed array, a nested array of numbers and an array
 * of tensors of one shape (stacked) open in the tensor viewer; `name`, `range` and `labels` are for it. A value that knows
 * how to display itself does so, `{ data, layout }` is drawn by Plotly, and any other is written as text. Without a notebook a line is printed instead. Throws a
 * RangeError for a ragged array, for more labels than pictures and for a range whose ends are not in order.
 */
// A parameter of a type, since a run that lacks what is optional would else be taken for any value, which comes next.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export async function show<R extends AnyRun>(value: R, options?: TrajectoryOptions): Promise<Samples>;
export async function show(value: unknown, options?: TensorOptions): Promise<undefined>;
export async function show(
  value: unknown,
  options: TrajectoryOptions & TensorOptions = {},
): Promise<Samples | undefined> {
  if (isRun(value)) return showSampling(value, options);
  output(await bundleOf(value, options));
  return undefined;
}

async function bundleOf(value: unknown, options: TensorOptions): Promise<MimeBundle> {
  if (value instanceof Tensor) return tensorBundle(value as Tensor, options);
  if (displaysItself(value)) return value[displaySymbol]();
  if (isPlotlyLike(value)) return figureBundle(value);
  const numbers = await numbersOf(value);
  if (numbers) return numbersBundle(numbers, options);
  return { "text/plain": typeof value === "string" ? value : inspect(value) };
}

const displaysItself = (value: unknown): value is { [displaySymbol](): MimeBundle | Promise<MimeBundle> } =>
  typeof value === "object" &&
  value !== null &&
  displaySymbol in value &&
  typeof value[displaySymbol] === "function";
