import { split, type Tensor, type Tensor2D, type Variable } from "../../core/tf.ts";
import { expectInteger, shapeText, sizeOf } from "../../core/shape.ts";
import { layersOf } from "../../networks/feed-forward.ts";
import { weightMaker } from "../../networks/weights.ts";
import { codeOf, type Code } from "./code.ts";
import { convDecoder, convEncoder } from "./convolutional.ts";
import { likelihoodOf, type Likelihood } from "./likelihood.ts";
import { exampleShape, type Coder, type VaeOptions } from "./options.ts";

/** The three functions that a VAE is made of, on examples [B, D] that are flattened, and all weights. */
export interface Parts {
  readonly shape: readonly number[];
  readonly latent: number;
  readonly likelihood: Likelihood;
  readonly weights: Readonly<Record<string, Variable>>;
  /** Examples [B, ...shape] to [B, D]. Throws a RangeError for another shape. */
  flat(x: Tensor): Tensor;
  /** q(z | x) of [B, ...shape]. */
  encode(x: Tensor): Code;
  /** What the likelihood needs of z [B, latent]: tensors [B, D]. */
  decode(z: Tensor): Tensor[];
}

export function partsOf(options: VaeOptions): Parts {
  const { latent, likelihood: choice = "gaussian", network = "mlp", depth, seed = 0 } = options;
  expectInteger("latent", latent, 1);
  if (!["mlp", "conv"].includes(network))
    throw new RangeError(`network is "mlp" or "conv", not "${network as string}"`);
  const shape = exampleShape("A VAE", options);
  const dims = sizeOf(shape);
  const make = weightMaker(seed);
  const likelihood = likelihoodOf(choice, make);
  const { outputs } = likelihood;
  expectInteger("outputs of the likelihood", outputs, 1);
  const width = options.width ?? (network === "conv" ? 32 : 128);

  const encoder = options.encoder ?? ownEncoder();
  const decoder = options.decoder ?? ownDecoder();

  function ownEncoder(): (x: Tensor) => Tensor {
    if (network === "conv") return convEncoder(make, shape, { outputs: 2 * latent, width });
    const layers = layersOf(make, "encoder", { inputs: dims, outputs: 2 * latent, width, depth });
    return (x) => layers(x.reshape<Tensor2D>([x.shape[0], dims]));
  }

  function ownDecoder(): (z: Tensor) => Tensor {
    if (network === "conv") return convDecoder(make, shape, { latent, outputs, width });
    const layers = layersOf(make, "decoder", { inputs: latent, outputs: dims * outputs, width, depth });
    return (z) => layers(z as Tensor2D);
  }

  return {
    shape,
    latent,
    likelihood,
    weights: joined(make.all, { encoder: options.encoder, decoder: options.decoder }),
    flat(x) {
      if (shapeText(x.shape.slice(1)) !== shapeText(shape))
        throw new RangeError(
          `This VAE is of examples [batch, ${shape.join(", ")}], and these are ${shapeText(x.shape)}`,
        );
      return x.reshape([x.shape[0], dims]);
    },
    encode: (x) => codeOf(encoder(x), latent, "The encoder"),
    decode(z) {
      const output = decoder(z);
      if (output.size !== z.shape[0] * dims * outputs || (output.shape.at(-1) ?? 0) % outputs !== 0) {
        throw new RangeError(
          `The decoder turns z of shape ${shapeText(z.shape)} into ${shapeText(output.shape)}: of ${likelihood.name} it must ` +
            `be [${z.shape[0]}, ${dims * outputs}], or that of the examples with ${outputs} times the channels`,
        );
      }
      // tfjs has no gradient of a split into a single part.
      const said = outputs === 1 ? [output] : split(output, outputs, output.rank - 1);
      return said.map((part) => part.reshape([z.shape[0], dims]));
    },
  };
}

/** The weights made here and those of given coders, under names that say whose they are. */
function joined(
  own: Readonly<Record<string, Variable>>,
  given: Readonly<Record<string, Coder | undefined>>,
): Record<string, Variable> {
  const theirs = Object.entries(given).flatMap(([who, coder]) =>
    Object.entries(coder?.weights ?? {}).map(([name, weight]) => [`${who}.${name}`, weight] as const),
  );
  return { ...own, ...Object.fromEntries(theirs) };
}
