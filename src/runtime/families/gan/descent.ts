import { dispose, stack, tidy, variableGrads, zerosLike, type Scalar, type Variable } from "../../core/tf.ts";
import { adam, type Betas } from "../../training/adam.ts";
import { flatten } from "../../training/flat.ts";

/** Adam on the weights of one of two players. */
export interface Descent {
  /** One step down a loss, and its value and the gradient's norm before the step. Throws an Error where one is not finite. */
  step(loss: () => Scalar, learningRate: number): Promise<{ loss: number; norm: number }>;
  dispose(): void;
}

export function descent(who: string, weights: readonly Variable[], betas: Betas): Descent {
  if (!weights.length)
    throw new TypeError(
      `The ${who} has no weights to train: a function of your own needs them beside it, { weights }`,
    );
  const optimizer = adam(weights, betas);
  return {
    async step(loss, learningRate) {
      const { slopes, measures } = tidy(() => {
        const { value, grads } = variableGrads(loss, [...weights]);
        // A weight that the loss does not reach has no gradient.
        const row = flatten(
          weights.map((weight) => (weight.name in grads ? grads[weight.name] : zerosLike(weight))),
        );
        return { slopes: row, measures: stack([value, row.square().sum<Scalar>().sqrt()]) };
      });
      try {
        const [value, norm] = await measures.data();
        if (!Number.isFinite(value) || !Number.isFinite(norm)) {
          const what = Number.isFinite(value) ? "gradient is not finite" : `loss is ${value}`;
          throw new Error(`The ${who}'s ${what}: its weights are those before. Lower learningRate?`);
        }
        optimizer.step(slopes, learningRate).dispose();
        return { loss: value, norm };
      } finally {
        dispose([slopes, measures]);
      }
    },
    dispose: () => optimizer.dispose(),
  };
}
