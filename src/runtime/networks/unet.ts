import { concat, type Tensor2D, type Tensor4D } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import { attention } from "./attention.ts";
import { labelEmbedding } from "./labels.ts";
import { conv, dense, groupNorm } from "./layers.ts";
import { model, type Model } from "./model.ts";
import { residual } from "./residual.ts";
import { silu } from "./silu.ts";
import { timeEmbedding } from "./time-embedding.ts";
import { upsample } from "./upsample.ts";
import { weightMaker } from "./weights.ts";

export interface UnetOptions {
  /** Shape of one image, [height, width, channels]. */
  shape: readonly [number, number, number];
  /** Channels at each resolution, which halves from one to the next: multiples of 8. */
  channels?: readonly number[];
  /** Channels that go in and come out where they are not the image's: twice as many in for self-conditioning, out for a variance. */
  inputs?: number;
  outputs?: number;
  /** How many labels there are, for a network that is told one of each image; 0 unless given. */
  classes?: number;
  seed?: number;
}

/**
 * A small residual U-Net [B, H, W, inputs] to [B, H, W, outputs], after DDPM's (2006.11239, appendix B): a residual block at
 * each resolution on the way down and up, self-attention at the lowest.
 */
export function unet({
  shape,
  channels = [32, 64],
  inputs = shape[2],
  outputs = shape[2],
  classes = 0,
  seed = 0,
}: UnetOptions): Model {
  const [height, width] = shape;
  const deepest = 2 ** (channels.length - 1);
  if (!channels.length || height % deepest || width % deepest) {
    throw new RangeError(
      `An image of ${height} x ${width} cannot be halved ${channels.length - 1} times for channels ${shapeText(channels)}`,
    );
  }
  const make = weightMaker(seed);
  const first = channels[0];
  const timeSize = 4 * first;
  const timeIn = dense(make, "time.in", first, timeSize);
  const timeOut = dense(make, "time.out", timeSize, timeSize);
  const into = conv(make, "in", inputs, first);

  const down = channels.map((size, i) => ({
    block: residual(make, `down.${i}`, i ? channels[i - 1] : first, size, timeSize),
    shrink: i + 1 < channels.length ? conv(make, `down.${i}.shrink`, size, size, { stride: 2 }) : null,
  }));
  const lowest = channels[channels.length - 1];
  const attend = attention(make, "attention", lowest);
  const middle = residual(make, "middle", lowest, lowest, timeSize);
  const up = channels
    .map((size, i) => ({
      grow: i + 1 < channels.length ? conv(make, `up.${i}.grow`, channels[i + 1], size) : null,
      block: residual(make, `up.${i}`, 2 * size, size, timeSize),
    }))
    .reverse();
  const norm = groupNorm(make, "out.norm", first, { activate: true });
  const out = conv(make, "out", first, outputs, { scale: 0 });
  const label = labelEmbedding(make, "label", classes, timeSize);

  const title = `U-Net ${shape.join("x")}, ${channels.join("-")} channels`;
  return model(title, make.all, (x, t, labels) => {
    const wanted = [height, width, inputs];
    if (x.rank !== 4 || shapeText(x.shape.slice(1)) !== shapeText(wanted)) {
      throw new RangeError(
        `The ${title} takes x of shape [batch, ${wanted.join(", ")}], not ${shapeText(x.shape)}`,
      );
    }
    const time = timeOut(silu(timeIn(timeEmbedding(t, first))));
    const when: Tensor2D = silu(time.add(label(labels, x.shape[0])));
    let h = into(x as Tensor4D);
    const skips: Tensor4D[] = [];
    for (const { block, shrink } of down) {
      h = block(h, when);
      skips.push(h);
      if (shrink) h = shrink(h);
    }
    h = middle(attend(h), when);
    for (const { grow, block } of up) {
      if (grow) h = grow(upsample(h));
      // Each block on the way down left one.
      h = block(concat([h, skips.pop() as Tensor4D], 3), when);
    }
    return out(norm(h));
  });
}
