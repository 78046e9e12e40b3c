import { split, tensor, tidy, type Scalar, type Tensor, type Tensor2D } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText, sizeOf } from "../../core/shape.ts";
import { network, type Model, type Network } from "../../networks/index.ts";
import { layersOf } from "../../networks/feed-forward.ts";
import { weightMaker } from "../../networks/weights.ts";
import type { Stream } from "../../random/index.ts";
import { likelihoodOf } from "../vae/likelihood.ts";
import { drawNormal } from "./conditional.ts";
import { pathTerms, type Hierarchy } from "./hierarchy.ts";
import { learnedConditional } from "./levels.ts";
import { chosenOptions, type HierarchicalVaeOptions } from "./options.ts";
import { pathBound, type HierarchicalElbo, type PathOptions } from "./path-bound.ts";

/** A VAE with several levels of latent variables. As a function it reconstructs: E[x | z_1] at the mean of q(z_1 | x). */
export interface HierarchicalVae extends Network {
  readonly shape: readonly number[];
  readonly latents: readonly number[];
  /** The distributions it is made of. */
  readonly hierarchy: Hierarchy;
  /** What `fit` takes: the bound by one path of each example, in nats for an example. */
  readonly loss: (model: Model, x: Tensor, random: Stream) => Scalar;
  /** The bound on -ln p(x) level by level. Throws a RangeError for data of another shape or that is not finite. */
  readonly elbo: (x: Tensor, options?: PathOptions) => Promise<HierarchicalElbo>;
  /** n draws of p(x), or with `mean` the E[x | z_1] of n draws of z; [n, ...shape], and they are yours. */
  readonly sample: (stream: Stream, n: number, options?: { mean?: boolean }) => Tensor;
}

/**
 * A hierarchical VAE, p(z_T) ... p(z_1 | z_2) p(x | z_1) with q(z_1 | x) ... q(z_T | z_{T-1}): 1401.4082, and ladder VAE
 * (1602.02282), equations 1 to 4. Every conditional is a diagonal Gaussian that an MLP gives. Throws a TypeError or
 * RangeError for options that cannot be.
 */
export function hierarchicalVae(options: HierarchicalVaeOptions): HierarchicalVae {
  const { shape, latents, inference, width, depth, seed } = chosenOptions(options);
  const dims = sizeOf(shape);
  const make = weightMaker(seed);
  const likelihood = likelihoodOf(options.likelihood ?? "gaussian", make);

  const sizes = { width, depth };
  const encoders = latents.map((size, level) =>
    learnedConditional(make, `encoder.${level + 1}`, {
      given: level ? latents[level - 1] : dims,
      size,
      data: level && inference === "data" ? dims : 0,
      ...sizes,
    }),
  );
  const decoders = latents
    .slice(1)
    .map((given, level) =>
      learnedConditional(make, `decoder.${level + 1}`, { given, size: latents[level], data: 0, ...sizes }),
    );
  const { outputs } = likelihood;
  const last = layersOf(make, "decoder.x", { inputs: latents[0], outputs: dims * outputs, ...sizes });
  // tfjs has no gradient of a split into a single part.
  const decode = (z: Tensor): Tensor[] =>
    outputs === 1 ? [last(z as Tensor2D)] : split(last(z as Tensor2D), outputs, 1);
  const flat = (x: Tensor): Tensor => x.reshape([x.shape[0], dims]);
  const shaped = (x: Tensor): Tensor => x.reshape([x.shape[0], ...shape]);

  const hierarchy: Hierarchy = {
    encoders,
    decoders,
    logLikelihood: (x, z) => likelihood.logProb(flat(x), decode(z)).sum(1),
    shapes: latents.map((size) => [size]),
  };

  function expectExamples(x: Tensor): void {
    if (shapeText(x.shape.slice(1)) === shapeText(shape)) return;
    throw new RangeError(
      `This VAE is of examples [batch, ${shape.join(", ")}], and these are ${shapeText(x.shape)}`,
    );
  }

  function reconstruct(x: Tensor): Tensor {
    expectExamples(x);
    return shaped(likelihood.mean(decode(encoders[0](x, x).mean)));
  }

  const title = `Hierarchical VAE ${shapeText(shape)} with latent ${latents.join(", ")}, ${likelihood.name}`;
  return Object.assign(network(title, make.all, reconstruct), {
    shape,
    latents: [...latents],
    hierarchy,
    loss(_: Model, x: Tensor, random: Stream): Scalar {
      expectExamples(x);
      const eps = latents.map((size) => normals(random, [x.shape[0], size]));
      const { reconstruction, levels } = pathTerms(hierarchy, x, eps);
      return levels.reduce((sum, level) => sum.add(level), reconstruction).mean();
    },
    async elbo(x: Tensor, chosen: PathOptions = {}): Promise<HierarchicalElbo> {
      expectOptions("elbo", chosen, ["samples", "seed", "noise", "batch", "signal", "show"]);
      expectExamples(x);
      if (likelihood.check) likelihood.check(Float32Array.from(await x.data()));
      return pathBound(hierarchy, x, chosen);
    },
    sample(stream: Stream, n: number, { mean = false }: { mean?: boolean } = {}): Tensor {
      expectInteger("n", n, 1);
      return tidy(() => {
        let z = normals(stream, [n, latents[latents.length - 1]]);
        for (let level = decoders.length - 1; level >= 0; level--) {
          z = drawNormal(decoders[level](z, z), normals(stream, [n, latents[level]]));
        }
        const said = decode(z);
        return shaped(mean ? likelihood.mean(said) : likelihood.sample(stream, said));
      });
    },
  });
}

const normals = (random: Stream, shape: number[]): Tensor => tensor(random.normal(sizeOf(shape)), shape);
