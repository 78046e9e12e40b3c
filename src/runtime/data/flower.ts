import { readFileSync } from "node:fs";
import path from "node:path";
import { decode } from "fast-png";
import { assetFolder } from "../core/assets.ts";
import { tensor3d, type Tensor3D } from "../core/tf.ts";

/**
 * A photograph of a dahlia [160, 240, 3] with values from -1 to 1 (vultilion, CC BY 2.0): an image of many pixels, whose
 * neighbours are much alike.
 */
export function flower(): Tensor3D {
  const { data, width, height, channels } = decode(
    readFileSync(path.join(assetFolder("data"), "flower.png")),
  );
  return tensor3d(
    Float32Array.from(data, (value) => value / 127.5 - 1),
    [height, width, channels],
  );
}
