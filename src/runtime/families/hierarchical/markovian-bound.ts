import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { signalFor } from "../../core/turn.ts";
import type { Tensor } from "../../core/tf.ts";
import { examplesOf } from "../../diffusion/elbo/examples.ts";
import { mean, meanOf, varianceOfMean } from "../../diffusion/elbo/statistics.ts";
import { decimal } from "../../display/text.ts";
import { noiseSource } from "../../random/index.ts";
import { boundOf } from "../vae/bound.ts";
import { inBatches, read } from "../vae/read.ts";
import { shown } from "../vae/shown.ts";
import { normalDistance, type LinearChain } from "./linear-chain.ts";
import type { MarkovianElbo, MarkovianOptions } from "./markovian-elbo.ts";

interface Parts {
  readonly chain: LinearChain;
  readonly variances: Float64Array;
  readonly decoder: (z: Tensor, t: number) => Tensor;
}

/** See `Markovian.elbo`. */
export async function markovianBound(
  parts: Parts,
  x: Tensor,
  options: MarkovianOptions,
): Promise<MarkovianElbo> {
  expectOptions("elbo", options, ["draws", "seed", "noise", "batch", "signal", "show"]);
  const { draws = 1, seed = 0, batch = 256 } = options;
  expectInteger("draws", draws, 1);
  expectInteger("batch", batch, 1);
  const { chain, variances, decoder } = parts;
  const { count, dims, values } = await examplesOf(x);
  const signal = signalFor(options.signal);
  const source = options.noise ?? noiseSource(seed, 2);
  const byExample = (cost: (index: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, example) => {
      let sum = 0;
      for (let i = example * dims; i < (example + 1) * dims; i++) sum += cost(i);
      return sum;
    });

  /** The term of t for each draw: z_t is drawn from q(z_t | x) at once, which is what all encoders up to t make of x. */
  async function termsAt(t: number): Promise<Float64Array[]> {
    const { gain, variance } = chain.marginal[t];
    const terms: Float64Array[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const eps = source(x.shape);
      try {
        const z = new Float32Array(values.length);
        const said = new Float32Array(values.length);
        await inBatches(count, batch, signal, async (from, size) => {
          const [drawn, predicted] = await read(() => {
            const part = x.slice(from, size);
            const zt = part.mul<Tensor>(gain).add<Tensor>(eps.slice(from, size).mul(Math.sqrt(variance)));
            const meanOfNext = decoder(zt, t);
            if (shapeText(meanOfNext.shape) !== shapeText(zt.shape))
              throw new RangeError(
                `The decoder turns z of shape ${shapeText(zt.shape)} into ${shapeText(meanOfNext.shape)}: they must be equal`,
              );
            return [zt, meanOfNext];
          });
          z.set(drawn, from * dims);
          said.set(predicted, from * dims);
        });
        terms.push(byExample((i) => cost(t, values[i], z[i], said[i])));
      } finally {
        eps.dispose();
      }
      expectFinite(terms[draw], t);
    }
    return terms;
  }

  function cost(t: number, data: number, z: number, said: number): number {
    if (t === 0) return 0.5 * ((data - said) ** 2 / variances[0] + Math.log(2 * Math.PI * variances[0]));
    const posterior = chain.posterior[t];
    const distance = posterior.x * data + posterior.z * z - said;
    return normalDistance(posterior.variance, variances[t], distance ** 2);
  }

  const drawn: Float64Array[][] = [];
  const bar = shown("Bound", chain.encoders.length, options.show);
  for (let t = chain.encoders.length - 1; t >= 0; t--) {
    drawn[t] = await termsAt(t);
    bar.step();
  }
  const last = chain.marginal[chain.marginal.length - 1];
  const prior = byExample((i) => normalDistance(last.variance, 1, (last.gain * values[i]) ** 2));
  const [reconstruction, ...levels] = drawn.map(meanOf);
  const nats = prior.map((own, i) => levels.reduce((sum, term) => sum + term[i], own + reconstruction[i]));
  const noiseVariances =
    draws > 1
      ? nats.map((_, i) =>
          drawn.reduce((sum, of) => sum + (varianceOfMean(of.map((one) => one[i])) ?? NaN), 0),
        )
      : null;
  const between = levels.map(mean);
  const whole = between.reduce((sum, term) => sum + term, 0);
  const bound = boundOf({ nats, noiseVariances, dims }, "Bound on the negative log-likelihood", [
    `reconstruction ${decimal(mean(reconstruction))}, levels ${decimal(whole)}, prior ${decimal(mean(prior))} nats`,
  ]);
  return bar.done({
    ...bound,
    prior: mean(prior),
    levels: between,
    reconstruction: mean(reconstruction),
    examples: { nats, prior, levels, reconstruction },
  });
}

function expectFinite(term: Float64Array, t: number): void {
  const wrong = term.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new Error(
      `The term at t = ${t} is ${term[wrong]} for example ${wrong}: look at what the decoder gives there`,
    );
}
