import {
  concat,
  dispose,
  gather,
  keep,
  scalar,
  tensor1d,
  tidy,
  variableGrads,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from "../core/tf.ts";
import { TwoPartGraph } from "../compile/two-parts.ts";
import type { Observed } from "../diffusion/index.ts";
import type { Model } from "../networks/index.ts";
import type { Stream } from "../random/index.ts";
import { adamScales, adamStep, noMoments } from "./adam.ts";
import { assignRow, averageWith, decayAt } from "./average.ts";
import { flatten, unflatten } from "./flat.ts";
import type { Loss } from "./options.ts";

/** How the steps of a run were carried out. */
export interface CompiledSteps {
  /** Steps that ran as one graph. */
  readonly steps: number;
  /** Seconds that went into making graphs. */
  readonly seconds: number;
  /** Why steps ran without a graph from some step on, in words; null where they did not. */
  readonly eager: string | null;
}

/** What a batch has said. */
export interface Step {
  readonly loss: number;
  readonly gradNorm: number;
  /** The simple error of eps, where the loss knows it. */
  readonly eps?: number;
  /** L_t in nats by each example, where the loss knows it. */
  readonly terms?: readonly { readonly t: number; readonly nats: number }[];
  /** Moves the weights as the batch says. */
  readonly take: () => void;
  /** Leaves them where they are. */
  readonly drop: () => void;
}

/** The examples and what is random; `ema` is the decay of averaged weights. */
interface Of {
  readonly data: Tensor;
  readonly condition: Tensor | undefined;
  readonly random: Stream;
  readonly ema: number | undefined;
}

/** What a loss drew. */
type Drawn = Pick<Observed, "t" | "weights">;

/** What a step comes to: the weights have names of their own. */
type Results = Record<string, Tensor> &
  Record<"numbers" | "first" | "second", Tensor1D> & { shadow?: Tensor1D };

/** What a loss comes to. */
interface Seen {
  readonly loss: Scalar;
  readonly errors: Tensor | null;
}

/** Steps of training: a loss, its gradients, Adam and averaged weights, all as one graph where that pays. */
export function steps<M extends Model>(model: M, loss: Loss<M>, { data, condition, random, ema }: Of) {
  const weights = Object.values(model.weights);
  const shapes = weights.map(({ shape }) => shape);
  const observe = loss.observed?.() ?? null;
  const dims = data.size / data.shape[0];
  const termAt = loss.nature?.termAt;
  const graph = new TwoPartGraph<Seen>();
  let moments = noMoments(weights);
  let shadow = ema === undefined ? null : tidy(() => keep(flatten(weights)));

  /** The next step, counted from 1, of these examples; so many are left after it, as far as is known. */
  async function next(step: number, indices: Int32Array, learningRate: number, left?: number): Promise<Step> {
    const seen: { of: Drawn | null } = { of: null };
    const { rate, correction } = adamScales(step, learningRate);
    const kept = ema === undefined ? 0 : decayAt(step, ema);
    const results = tidy(() => {
      const chosen = tensor1d(indices, "int32");
      const scales = { rate: scalar(rate), correction: scalar(correction), kept: scalar(kept), taken: scalar(1 - kept) }; // prettier-ignore
      return graph.run(
        {
          inputs: [
            ...Object.values(scales),
            moments.first,
            moments.second,
            ...(shadow ? [shadow] : []),
            ...weights,
          ],
          first: () => {
            const batch = gather(data, chosen);
            const told = condition && gather(condition, chosen);
            if (!observe) return { loss: loss(model, batch, random, told), errors: null };
            const { loss: value, errors, t, weights: counts } = observe(model, batch, random, told);
            seen.of = { t, weights: counts };
            return { loss: value, errors };
          },
          whole: (first) => {
            const errors: Tensor[] = [];
            const { value, grads } = variableGrads(() => {
              const made = first();
              if (made.errors) errors.push(keep(made.errors)); // beyond the gradients' own tidy
              return made.loss;
            }, weights);
            // A weight that the loss does not reach has no gradient.
            const slopes = flatten(
              weights.map((weight) => (weight.name in grads ? grads[weight.name] : zerosLike(weight))),
            );
            const norm = slopes.square().sum<Scalar>().sqrt();
            const parts: Tensor[] = [value, norm, ...errors];
            const numbers = concat(parts.map((x) => x.reshape<Tensor1D>([-1])));
            dispose(errors);
            const { first: mean, second, row } = adamStep(moments, { row: flatten(weights), slopes }, scales);
            return {
              numbers,
              first: mean,
              second,
              ...(shadow ? { shadow: averageWith(shadow, row, scales) } : {}),
              ...Object.fromEntries(unflatten(row, shapes).map((x, i) => [`weight ${i}`, x])),
            };
          },
        },
        left,
      );
    });
    const { numbers, first, second, shadow: averaged, ...moved } = results as Results;
    const [lossNow, gradNorm, ...errors] = await numbers.data();
    numbers.dispose();
    return {
      loss: lossNow,
      gradNorm,
      ...measures(seen.of, errors),
      take() {
        Object.values(moved).forEach((x, i) => weights[i].assign(x));
        dispose([...Object.values(moved), moments.first, moments.second, ...(shadow ? [shadow] : [])]);
        moments = { first: keep(first), second: keep(second) };
        if (averaged) shadow = keep(averaged);
      },
      drop: () => dispose([first, second, ...(averaged ? [averaged] : []), ...Object.values(moved)]),
    };
  }

  function measures(observed: Drawn | null, errors: readonly number[]) {
    if (!observed) return {};
    const { t, weights: counts } = observed;
    const eps = Array.from(t, (_, i) => errors[i] * (counts?.[i] ?? 1)).reduce((a, b) => a + b, 0) / t.length;
    if (!termAt) return { eps };
    const terms = Array.from(t, (at, i) => ({
      t: at,
      nats: dims * (termAt(at) ?? NaN) * errors[t.length + i],
    }));
    return { eps, terms };
  }

  return {
    next,
    /** Whether the loss says what it is made of. */
    observes: observe !== null,
    /** How it ran. */
    compiled: (): CompiledSteps => ({ steps: graph.ran, seconds: graph.took / 1000, eager: graph.off }),
    /** Puts the averaged weights in the weights' place, if there are any. */
    average: () => shadow && assignRow(weights, shadow),
    dispose() {
      graph.dispose();
      dispose([moments.first, moments.second, ...(shadow ? [shadow] : [])]);
    },
  };
}
