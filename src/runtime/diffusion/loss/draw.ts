import { tensor, type Tensor } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import type { Stream } from "../../random/index.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";
import { dropCondition } from "../condition.ts";
import type { Times } from "../times/index.ts";

/** All that is random in the losses of a batch x0 [B, ...]. */
export interface Draw {
  /** The t of each example. */
  readonly t: ArrayLike<number>;
  /** The noise in x_t; shapes as `x0`. */
  readonly eps: Tensor;
  /** Further noise in x_t of which the network is not to know. */
  readonly perturbation?: Tensor | undefined;
  /** Whether the network is given its own first estimate of x_0; taken only by a loss with self-conditioning. */
  readonly estimated?: boolean | undefined;
  /** What the network is told of each example [B, ...], such as labels. */
  readonly condition?: Tensor | undefined;
  /** What each loss is multiplied by so that their mean is that of evenly drawn t. */
  readonly weights?: ArrayLike<number> | undefined;
}

export interface DrawOptions {
  readonly schedule: NoiseSchedule;
  readonly times: Times;
  readonly offsetNoise: number;
  readonly inputPerturbation: number;
  readonly selfCondition: number;
  readonly dropCondition: number;
}

const normal = (shape: readonly number[], random: Stream): Tensor =>
  tensor(random.normal(sizeOf(shape)), [...shape], "float32");

export function draw(options: DrawOptions, x0: Tensor, random: Stream, condition: Tensor | undefined): Draw {
  const { schedule, times, offsetNoise, inputPerturbation, selfCondition } = options;
  const { t, weights } = times.draw(schedule, x0.shape[0], random);
  const eps = normal(x0.shape, random);
  // One number for each channel of an example, the same at every pixel.
  const channels = x0.shape.map((length, axis) => (axis === 0 || axis === x0.rank - 1 ? length : 1));
  return {
    t,
    weights,
    eps: offsetNoise ? eps.add(normal(channels, random).mul(offsetNoise)) : eps,
    perturbation: inputPerturbation ? normal(x0.shape, random).mul(inputPerturbation) : undefined,
    estimated: selfCondition > 0 && random.uniform(1)[0] < selfCondition,
    condition:
      condition && options.dropCondition
        ? dropCondition(condition, options.dropCondition, random)
        : condition,
  };
}
