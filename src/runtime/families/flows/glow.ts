import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { chain } from "./chain.ts";
import { coupling } from "./coupling/coupling.ts";
import type { Flow } from "./flow.ts";
import { flow } from "./flow-of.ts";
import { flatten } from "./image/flatten.ts";
import { logit } from "./image/logit.ts";
import { splitOff } from "./image/split-off.ts";
import { squeeze } from "./image/squeeze.ts";
import type { FlowLayer } from "./layer.ts";
import { actNorm } from "./layers/act-norm.ts";
import { levelsOf } from "./levels.ts";
import { invertibleLinear } from "./linear/invertible-linear.ts";
import { seedOf } from "./seeds.ts";

export interface GlowOptions {
  /** [height, width, channels] of one image. */
  shape: readonly [height: number, width: number, channels: number];
  /** How many levels from -1 to 1 a pixel has, such as 256 of 8 bits; of continuous data unless given. */
  levels?: number;
  /** How often the image is halved, 2 unless given: height and width must be multiples of 2 to this power. */
  scales?: number;
  /** Steps of flow at each scale, 4 unless given. */
  steps?: number;
  /** Channels within each network, 64 unless given. */
  width?: number;
  /** Numbers that each example is told of; 0 unless given. */
  context?: number;
  /** Seed of the networks' initial weights. */
  seed?: number;
}

const names = ["shape", "levels", "scales", "steps", "width", "context", "seed"];

/**
 * Glow, Kingma and Dhariwal (1807.03039), section 3: at each scale a squeeze and steps of activation normalization,
 * invertible 1 x 1 convolution and affine coupling; then half of the channels leaves, as far as the other half does not
 * tell it. Data on levels is spread over them evenly and led through a logit, both of which the likelihood counts. Throws a
 * RangeError for options out of range.
 */
export function glow(options: GlowOptions): Flow {
  expectOptions("glow", options, names);
  const { shape, levels, scales = 2, steps = 4, width = 64, context = 0, seed = 0 } = options;
  expectInteger("scales", scales, 1);
  expectInteger("steps", steps, 1);
  expectImage(shape, scales);
  const [height, breadth, channels] = shape;
  const reach = levels === undefined ? 0 : 1 + levelsOf(levels).width / 2;
  let networks = 0;
  const network = (of: number): FlowLayer =>
    coupling({ channels: of, image: true, width, context, seed: seedOf(seed, networks++) });

  /** All layers from a scale on, for an image that has been halved `halved` times before. */
  const from = (halved: number, before: readonly number[]): FlowLayer[] => {
    const [h, w, c] = before;
    const after = [h / 2, w / 2, 4 * c];
    const moves = Array.from({ length: steps }, (_, i) => [
      actNorm({ channels: 4 * c }),
      invertibleLinear({ channels: 4 * c, place: halved * steps + i }),
      network(4 * c),
    ]);
    const last = halved + 1 === scales;
    return [
      squeeze(),
      ...moves.flat(),
      // The half that leaves is moved by the one that stays once more: a prior that is learned.
      ...(last
        ? [flatten({ shape: after })]
        : [network(4 * c), splitOff({ shape: after, rest: chain(from(halved + 1, [h / 2, w / 2, 2 * c])) })]),
    ];
  };

  return flow({
    shape,
    context,
    ...(levels !== undefined && { levels }),
    title: `Glow of ${height} x ${breadth} x ${channels}, ${scales} scales of ${steps} steps`,
    layers: [...(levels === undefined ? [] : [logit({ from: -reach, to: reach })]), ...from(0, shape)],
  });
}

function expectImage(shape: readonly number[], scales: number): void {
  if (shape.length !== 3)
    throw new RangeError(`glow is for images [height, width, channels], not for shape ${shapeText(shape)}`);
  shape.forEach((length) => expectInteger("an axis of shape", length, 1));
  const [height, width] = shape;
  const multiple = 2 ** scales;
  if (height % multiple || width % multiple) {
    throw new RangeError(
      `Images of ${scales} scales have a height and width that are multiples of ${multiple}, and these are ` +
        `${height} x ${width}: take fewer scales or pad the images`,
    );
  }
}
