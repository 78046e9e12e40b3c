import type { Tensor4D } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { expectOptions } from "../../core/options.ts";
import { stream } from "../../random/index.ts";
import { drawShapes } from "./draw.ts";
import { captionsOf, scenes, type Scene } from "./scene.ts";

/** Pictures with their captions, and with what they show. */
export interface CaptionedShapes {
  /** [n, 32, 32, 3] with values from -1 to 1. */
  readonly images: Tensor4D;
  /** One for each picture. */
  readonly captions: readonly string[];
  readonly scenes: readonly Scene[];
}

export interface ShapesOptions {
  /** Pictures to train on and to test with; 4,096 and 512 unless given. */
  train?: number;
  test?: number;
  /** Which pictures; 0 unless given. */
  seed?: number;
}

/**
 * Pictures of one or two coloured shapes with captions in plain English: "a small red circle on the left", "a blue square
 * at the top and a white ring at the bottom". Half show one of 300 scenes of one thing (6 colours, 5 forms, 2 sizes, 5 places), half one of 1,740
 * of two. A sixth of the scenes is kept to test with, the same ones whatever the seed: no caption to test with is ever
 * trained on, though all of its words are. Throws a RangeError for numbers that are not whole.
 *
 *     const { train, test } = shapes();
 *     await clipScore(await shapesClip(), test.images, test.captions)
 */
export function shapes(options: ShapesOptions = {}): { train: CaptionedShapes; test: CaptionedShapes } {
  expectOptions("shapes", options, ["train", "test", "seed"]);
  const { train = 4096, test = 512, seed = 0 } = options;
  return { train: captioned("train", train, seed), test: captioned("test", test, seed) };
}

function captioned(which: keyof typeof scenes, n: number, seed: number): CaptionedShapes {
  expectInteger(`${which} of shapes`, n, 1);
  const random = stream(seed).split(`shapes to ${which}`);
  const chosen: Scene[] = [];
  const captions: string[] = [];
  for (let i = 0; i < n; i++) {
    const some = scenes[which][i % 2];
    const scene = some[random.integers(1, some.length)[0]];
    const wordings = captionsOf(scene);
    chosen.push(scene);
    captions.push(wordings[random.integers(1, wordings.length)[0]]);
  }
  // Pictures of the same scene to train on and to test with are not drawn alike.
  const images = drawShapes(chosen, { seed: 2 * seed + (which === "train" ? 0 : 1) });
  return { images, captions, scenes: chosen };
}
