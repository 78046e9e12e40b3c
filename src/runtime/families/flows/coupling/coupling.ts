import { concat, dispose, split, tidy, type Tensor, type Tensor2D } from "../../../core/tf.ts";
import { expectInteger, shapeText } from "../../../core/shape.ts";
import { expectOptions } from "../../../core/options.ts";
import { weightMaker } from "../../../networks/weights.ts";
import { expectContext } from "../expect-context.ts";
import { expectChannels } from "../expect-vector.ts";
import { affine } from "../layers/affine.ts";
import type { ElementMap } from "../layers/element-map.ts";
import type { FlowLayer, Moved } from "../layer.ts";
import { sumEach } from "../log-det.ts";
import { denseConditioner, imageConditioner } from "./conditioner.ts";

export interface CouplingOptions {
  /** Numbers along the last axis of one example: of a vector [channels], or of each pixel of an image [H, W, channels]. */
  channels: number;
  /** Whether examples are images, which the network sees with convolutions; vectors unless given. */
  image?: boolean;
  /** Whether the second half stays and moves the first; the first stays and moves the second unless given. */
  flip?: boolean;
  /** How each number is moved: `affine()` unless given. */
  by?: ElementMap;
  /** Units in a hidden layer of the network, 64, and its hidden layers, 2 (1 of images). */
  width?: number;
  depth?: number;
  /** Numbers that each example is told of; 0 unless given. */
  context?: number;
  /** Seed of the initial weights. */
  seed?: number;
}

const names = ["channels", "image", "flip", "by", "width", "depth", "context", "seed"];

/**
 * One half of the channels stays, and says how the other is moved: RealNVP (1605.08803), equations 4 and 5. Both ways take
 * one pass of the network. It starts as the identity. Throws a RangeError for fewer than 2 channels.
 */
export function coupling(options: CouplingOptions): FlowLayer {
  expectOptions("coupling", options, names);
  const { channels, image = false, flip = false, by = affine(), width = 64, context = 0, seed = 0 } = options;
  const { depth = image ? 1 : 2 } = options;
  if (channels === 1) {
    throw new RangeError(
      "coupling moves one half by the other, and 1 channel has no halves: autoregressive takes it",
    );
  }
  expectInteger("channels", channels, 2);
  expectInteger("width", width, 1);
  expectInteger("depth", depth, 1);
  expectInteger("context", context, 0);
  const make = weightMaker(seed);
  const halves = [Math.ceil(channels / 2), Math.floor(channels / 2)];
  const [kept, moved] = flip ? [halves[1], halves[0]] : halves;
  const network = image ? imageConditioner : denseConditioner;
  const conditioner = network(make, { kept, moved, parameters: by.parameters, context, width, depth });
  const name = `${by.name} coupling`;

  const move =
    (way: "forward" | "inverse") =>
    (x: Tensor, told?: Tensor2D): Moved =>
      tidy(() => {
        const axis = x.rank - 1;
        const [first, second] = split(x, halves, axis);
        const [still, given] = flip ? [second, first] : [first, second];
        const raw = conditioner(still, expectContext(name, context, x, told));
        const { y, logSlope } = by[way](given, raw);
        return { y: concat(flip ? [y, still] : [still, y], axis), logDet: sumEach(logSlope) };
      });

  return {
    name,
    weights: make.all,
    passes: { forward: 1, inverse: 1 },
    shape(before) {
      expectChannels(name, channels, before);
      if (before.length === (image ? 3 : 1)) return before;
      const wanted = image ? `[height, width, ${channels}]` : `[${channels}]`;
      throw new RangeError(`${name} takes examples of shape ${wanted}, not ${shapeText(before)}`);
    },
    forward: move("forward"),
    inverse: move("inverse"),
    dispose: () => dispose(Object.values(make.all)),
  };
}
