import { tidy, type Tensor, type Tensor1D, type Variable } from "../core/tf.ts";

/**
 * A network is a function of noisy data x [B, ...] and timesteps t [B], and of a condition [B, ...] where it takes one,
 * with its weights beside it.
 */
export interface Model {
  (x: Tensor, t: Tensor1D, condition?: Tensor): Tensor;
  /** What it is, for a title: "MLP 2-128-128-128-2". */
  readonly title: string;
  /** Trainable weights by name; a checkpoint holds them under these names. */
  readonly weights: Readonly<Record<string, Variable>>;
  /** Number of trainable numbers. */
  readonly size: number;
  dispose(): void;
}

/** A model of a forward function and the weights it uses. What the function makes on the way is freed. */
export function model(
  title: string,
  weights: Record<string, Variable>,
  forward: (x: Tensor, t: Tensor1D, condition?: Tensor) => Tensor,
): Model {
  const run = (x: Tensor, t: Tensor1D, condition?: Tensor) => tidy(() => forward(x, t, condition));
  return Object.assign(run, withWeights(title, weights));
}

/** What stands beside a network's function. */
export function withWeights(title: string, weights: Record<string, Variable>) {
  const all = Object.values(weights);
  return {
    title,
    weights,
    size: all.reduce((size, weight) => size + weight.size, 0),
    dispose: () => all.forEach((weight) => weight.dispose()),
  };
}
