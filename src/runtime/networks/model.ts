import { tidy, type Tensor, type Tensor1D, type Variable } from "../core/tf.ts";

/** A network is a function of noisy data x [B, ...] and timesteps t [B], with its weights beside it. */
export interface Model {
  (x: Tensor, t: Tensor1D): Tensor;
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
  forward: (x: Tensor, t: Tensor1D) => Tensor,
): Model {
  const all = Object.values(weights);
  return Object.assign((x: Tensor, t: Tensor1D) => tidy(() => forward(x, t)), {
    title,
    weights,
    size: all.reduce((size, weight) => size + weight.size, 0),
    dispose: () => all.forEach((weight) => weight.dispose()),
  });
}
