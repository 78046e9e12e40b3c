import { dispose, tidy, type Tensor } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import { turn } from "../../core/turn.ts";
import type { Denoiser, LearnedVariance } from "../denoiser.ts";
import { expectShape } from "../network.ts";

export interface LookOptions {
  /** Examples that the model is asked about at a time. */
  batch: number;
  clip?: readonly [number, number];
  signal: AbortSignal | null;
}

/** What the model makes of all examples at one t and for one draw of noise: values example after example. */
export interface Seen {
  /** The noise that was drawn. */
  readonly noise: Float32Array;
  readonly x0: Float32Array;
  readonly eps: Float32Array;
  readonly variance: { readonly kind: LearnedVariance["kind"]; readonly values: Float32Array } | null;
}

/** Diffuses the examples to t with this noise and asks the model. */
export async function look(
  denoiser: Denoiser,
  x0: Tensor,
  noise: Tensor,
  t: number,
  { batch, clip, signal }: LookOptions,
): Promise<Seen> {
  const size = sizeOf(x0.shape);
  const each = size / x0.shape[0];
  const seen = { x0: new Float32Array(size), eps: new Float32Array(size) };
  let variance: { kind: LearnedVariance["kind"]; values: Float32Array } | null = null;
  for (let from = 0; from < x0.shape[0]; from += batch) {
    const count = Math.min(batch, x0.shape[0] - from);
    const said = ask(denoiser, x0, noise, t, from, count);
    try {
      const [x0Hat, epsHat, learned] = await Promise.all(
        said.tensors.map((tensor) => tensor.data<"float32">()),
      );
      seen.x0.set(
        clip ? x0Hat.map((value) => Math.min(Math.max(value, clip[0]), clip[1])) : x0Hat,
        from * each,
      );
      seen.eps.set(epsHat, from * each);
      if (said.kind) {
        variance ??= { kind: said.kind, values: new Float32Array(size) };
        variance.values.set(learned, from * each);
      }
    } finally {
      dispose(said.tensors);
    }
    await turn(signal);
  }
  return { ...seen, variance, noise: await noise.data<"float32">() };
}

/** The prediction for some of the examples: x_0, eps, and the learned variance where there is one. */
function ask(denoiser: Denoiser, x0: Tensor, noise: Tensor, t: number, from: number, count: number) {
  const { alpha, sigma } = denoiser.schedule.level(t);
  let kind = null as LearnedVariance["kind"] | null;
  const tensors = tidy(() => {
    const [data, eps] = [x0, noise].map((whole) => whole.slice(from, count));
    const xt = data.mul<Tensor>(alpha).add<Tensor>(eps.mul(sigma));
    const said = denoiser(xt, t);
    kind = said.variance?.kind ?? null;
    const learned =
      said.variance && (said.variance.kind === "range" ? said.variance.fraction : said.variance.log);
    return [said.x0, said.eps, ...(learned ? [learned] : [])].map((tensor) => {
      expectShape(tensor, xt);
      // A clone, because what a model hands out may be somebody's own.
      return tensor.clone();
    });
  });
  return { tensors, kind };
}
