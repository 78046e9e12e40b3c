import { tensor, tidy, type Scalar, type Tensor, type Tensor2D, type Variable } from "../../core/tf.ts";
import { expectInteger, shapeText, sizeOf } from "../../core/shape.ts";
import { layersOf } from "../../networks/feed-forward.ts";
import { weightMaker } from "../../networks/weights.ts";
import type { Stream } from "../../random/index.ts";
import { exampleShape } from "../vae/options.ts";
import type { GanLoss } from "./losses.ts";
import { ganLossOf, type GanOptions } from "./options.ts";
import { between, gradientPenalty } from "./penalty.ts";
import { train, type GanFit } from "./train.ts";
import type { GanTraining } from "./training.ts";

/** A generative adversarial network: a generator of examples [B, ...shape] and a critic that scores them. */
export interface Gan {
  readonly title: string;
  readonly shape: readonly number[];
  readonly latent: number;
  readonly objective: GanLoss;
  /** Weights by name, of both networks: "generator.…" and "critic.…". */
  readonly weights: Readonly<Record<string, Variable>>;
  readonly generatorWeights: readonly Variable[];
  readonly criticWeights: readonly Variable[];
  /** Examples [B, ...shape] of z [B, latent]. */
  readonly generate: (z: Tensor) => Tensor;
  /** Scores [B] of examples [B, ...shape]. */
  readonly score: (x: Tensor) => Tensor;
  /** What the critic makes small, of real and generated examples of one shape; the stream is the penalty's. */
  readonly criticLoss: (real: Tensor, fake: Tensor, random: Stream) => Scalar;
  /** What the generator makes small, of z [B, latent]. */
  readonly generatorLoss: (z: Tensor) => Scalar;
  /** Trains both in turn, under a live monitor: see `GanTraining`. */
  readonly train: (training: GanTraining) => Promise<GanFit>;
  /** n draws [n, ...shape]; they are yours. */
  readonly sample: (stream: Stream, n: number) => Tensor;
  readonly dispose: () => void;
}

/** A GAN (1406.2661). Throws a TypeError or RangeError for options that cannot be. */
export function gan(options: GanOptions): Gan {
  const objective = ganLossOf(options);
  const { latent = 2, width, depth, seed = 0 } = options;
  const shape = exampleShape("A GAN", options);
  const dims = sizeOf(shape);
  const make = weightMaker(seed);
  const sizes = { ...(width !== undefined && { width }), ...(depth !== undefined && { depth }) };

  const ownGenerator = (): ((z: Tensor) => Tensor) => {
    const layers = layersOf(make, "generator", { inputs: latent, outputs: dims, ...sizes });
    return (z) => layers(z as Tensor2D);
  };
  const ownCritic = (): ((x: Tensor) => Tensor) => {
    const layers = layersOf(make, "critic", { inputs: dims, outputs: 1, ...sizes });
    return (x) => layers(x.reshape<Tensor2D>([x.shape[0], dims]));
  };
  const generator = options.generator ?? ownGenerator();
  const critic = options.critic ?? ownCritic();
  const weights: Record<string, Variable> = {
    ...make.all,
    ...named("generator", options.generator?.weights),
    ...named("critic", options.critic?.weights),
  };
  const weightsOf = (who: string): Variable[] =>
    Object.entries(weights).flatMap(([name, weight]) => (name.startsWith(`${who}.`) ? [weight] : []));

  function generated(z: Tensor): Tensor {
    const x = generator(z);
    if (x.size !== z.shape[0] * dims)
      throw new RangeError(
        `The generator turns z of shape ${shapeText(z.shape)} into ${shapeText(x.shape)}: it must be ` +
          shapeText([z.shape[0], ...shape]),
      );
    return x.reshape([z.shape[0], ...shape]);
  }

  function scored(x: Tensor): Tensor {
    if (shapeText(x.shape.slice(1)) !== shapeText(shape))
      throw new RangeError(
        `This GAN is of examples [batch, ${shape.join(", ")}], and these are ${shapeText(x.shape)}`,
      );
    const score = critic(x);
    if (score.size !== x.shape[0])
      throw new RangeError(
        `The critic turns ${shapeText(x.shape)} into ${shapeText(score.shape)}: it must be a score of each example`,
      );
    return score.reshape([x.shape[0]]);
  }

  const made = {
    title: `GAN ${shapeText(shape)}, ${objective.name}`,
    shape,
    latent,
    objective,
    weights,
    generatorWeights: weightsOf("generator"),
    criticWeights: weightsOf("critic"),
    generate: (z: Tensor) => tidy(() => generated(z)),
    score: (x: Tensor) => tidy(() => scored(x)),
    criticLoss(real: Tensor, fake: Tensor, random: Stream): Scalar {
      const loss = objective.critic(scored(real), scored(fake));
      if (!objective.penalty) return loss;
      return loss.add(gradientPenalty(scored, between(real, fake, random)).mul(objective.penalty));
    },
    generatorLoss: (z: Tensor) => objective.generator(scored(generated(z))),
    sample(stream: Stream, n: number): Tensor {
      expectInteger("n", n, 1);
      return tidy(() => generated(tensor(stream.normal(n * latent), [n, latent])));
    },
    dispose: () => Object.values(weights).forEach((weight) => weight.dispose()),
  };
  return { ...made, train: (training) => train(made, training) };
}

const named = (who: string, weights: Readonly<Record<string, Variable>> = {}): Record<string, Variable> =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [`${who}.${name}`, weight]));
