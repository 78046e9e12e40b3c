import * as v from "valibot";
import { tensor1d, tidy, type Tensor, type Tensor4D } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";
import { resize } from "../resize/resize.ts";

/** How pictures become what the network takes. */
export interface Preprocessing {
  /** What the shorter side is resized to. */
  readonly shortest: number;
  /** Side of the square that is cut out of the middle. */
  readonly crop: number;
  /** Of red, green and blue in [0, 1]: what is taken off, and what it is divided by. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** OpenAI's, for a network that takes images of this size. */
export const openaiPreprocessing = (size: number): Preprocessing => ({
  shortest: size,
  crop: size,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
});

const Side = v.pipe(v.number(), v.integer(), v.minValue(1));
const Three = v.pipe(v.array(v.number()), v.length(3));
const File = v.object({
  size: v.optional(v.union([Side, v.object({ shortest_edge: Side })])),
  crop_size: v.optional(v.union([Side, v.object({ height: Side, width: Side })])),
  image_mean: v.optional(Three),
  image_std: v.optional(
    v.pipe(
      Three,
      v.everyItem((x) => x > 0),
    ),
  ),
  resample: v.optional(v.literal(3, "only 3, bicubic, is known")),
  do_resize: v.optional(v.literal(true)),
  do_center_crop: v.optional(v.literal(true)),
  do_rescale: v.optional(v.literal(true)),
  do_normalize: v.optional(v.literal(true)),
});

/** Of the text of a preprocessor_config.json. Throws a RangeError for what is not done here. */
export function preprocessingOf(text: string, imageSize: number): Preprocessing {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new RangeError("preprocessor_config.json is not JSON", { cause });
  }
  const result = v.safeParse(File, parsed);
  if (!result.success) {
    const [issue] = result.issues;
    throw new RangeError(
      `preprocessor_config.json asks for what is not done here: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`,
    );
  }
  const usual = openaiPreprocessing(imageSize);
  const {
    size = imageSize,
    crop_size = imageSize,
    image_mean = usual.mean,
    image_std = usual.std,
  } = result.output;
  const shortest = typeof size === "number" ? size : size.shortest_edge;
  const [height, width] =
    typeof crop_size === "number" ? [crop_size, crop_size] : [crop_size.height, crop_size.width];
  if (height !== imageSize || width !== imageSize || shortest < imageSize) {
    throw new RangeError(
      `preprocessor_config.json makes images of ${height}x${width} out of ones of ${shortest}, and the network takes ${imageSize}x${imageSize}`,
    );
  }
  return { shortest, crop: imageSize, mean: image_mean, std: image_std };
}

/**
 * Pixels for the network of images [N, H, W, 1 or 3] in [0, 1]: brought to 8 bits, resized by PIL's antialiased bicubic,
 * which rounds after the rows and again after the columns, cut out of the middle and normalised.
 */
export function preprocess(images: Tensor, { shortest, crop, mean, std }: Preprocessing): Tensor4D {
  const { shape } = images;
  if (shape.length !== 4 || shape.includes(0) || (shape[3] !== 3 && shape[3] !== 1)) {
    throw new RangeError(`CLIP takes images [N, H, W, 3] or [N, H, W, 1], not ${shapeText(shape)}`);
  }
  const [, height, width, channels] = shape;
  const short = Math.min(height, width);
  const [tall, wide] = [height, width].map((side) => Math.floor((shortest * side) / short));
  return tidy(() => {
    let x = eightBit(images.mul(255));
    if (wide !== width) x = eightBit(resize.clean(x, [height, wide]));
    if (tall !== height) x = eightBit(resize.clean(x, [tall, wide]));
    const [top, left] = [tall, wide].map((side) => Math.floor((side - crop) / 2));
    const cut = x.slice([0, top, left, 0], [-1, crop, crop, -1]);
    const coloured = channels === 1 ? cut.tile([1, 1, 1, 3]) : cut;
    return coloured
      .div(255)
      .sub(tensor1d([...mean]))
      .div(tensor1d([...std]));
  });
}

const eightBit = (x: Tensor): Tensor => x.add(0.5).floor().clipByValue(0, 255);
