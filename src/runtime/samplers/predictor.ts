import type { Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import type { Denoiser, Prediction } from "../diffusion/index.ts";
import { asGraph } from "./as-graph.ts";
import type { Known } from "./method.ts";
import type { Point } from "./path.ts";
import { tidied } from "./tidied.ts";

/** A denoiser as the loop asks it: with predicted data held to its limits, and every call counted. */
export interface Asked {
  readonly predict: (x: Tensor, at: Point) => Prediction;
  readonly ask: (x: Tensor, at: Point) => Known;
  /** Calls so far. */
  readonly calls: () => number;
}

/** `planned` is how often it will be asked in all, roughly. */
export function predictor(
  denoiser: Denoiser,
  limit: ((x0: Tensor) => Tensor) | null,
  keepsEps = false,
  planned = Infinity,
): Asked {
  let calls = 0;
  const predict = (x: Tensor, { t, alpha, sigma }: Point): Prediction => {
    calls++;
    const kind = `predicts ${shapeText(x.shape)} ${keepsEps} ${limit !== null}`;
    return asGraph(denoiser.schedule, kind, Math.max(planned - calls, 0), () =>
      tidied(() => {
        const said = denoiser(x, t);
        if (!limit) return clonesOf(said);
        const x0 = limit(said.x0);
        const eps = keepsEps ? said.eps : x.sub(x0.mul(alpha)).div(sigma);
        return clonesOf({ ...said, x0, eps });
      }),
    );
  };
  return { predict, ask: (x, at) => ({ ...at, x, ...predict(x, at) }), calls: () => calls };
}

/** Tensors of its own for a prediction, whose tensors may belong to someone else. */
export function clonesOf({ x0, eps, variance }: Prediction): Prediction {
  return { x0: x0.clone(), eps: eps.clone(), ...(variance && { variance: cloneOfVariance(variance) }) };
}

const cloneOfVariance = (variance: NonNullable<Prediction["variance"]>): typeof variance =>
  variance.kind === "range"
    ? { kind: "range", fraction: variance.fraction.clone() }
    : { kind: "free", log: variance.log.clone() };

export function tensorsOf({ x, x0, eps, variance }: Prediction & { x?: Tensor }): Tensor[] {
  const learned = variance && (variance.kind === "range" ? variance.fraction : variance.log);
  return [x0, eps, ...(x ? [x] : []), ...(learned ? [learned] : [])];
}
