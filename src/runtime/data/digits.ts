import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { tensor1d, tensor4d, type Tensor1D, type Tensor4D } from "../core/tf.ts";
import { assetFolder } from "../core/assets.ts";
import { stream } from "../random/index.ts";

/** Images [n, 8, 8, 1] with values from -1 (paper) to 1 (ink), and their labels [n], 0 to 9, as int32. */
export interface LabelledImages {
  images: Tensor4D;
  labels: Tensor1D;
}

const pixels = 64;
const brightest = 16;
const testSize = 297;

/**
 * 1,797 scans of handwritten digits (Alpaydin and Kaynak, 1998, CC BY 4.0), 1,500 of them to train on and 297 to test
 * with. The split is a fixed random one, the same every time.
 */
export function digits(): { train: LabelledImages; test: LabelledImages } {
  const file = path.join(assetFolder("data"), "digits.csv.gz");
  const rows = gunzipSync(readFileSync(file))
    .toString("ascii")
    .trim()
    .split("\n")
    .map((line) => Float32Array.from(line.split(","), Number));
  const order = Array.from(stream(0).permutation(rows.length), (i) => rows[i]);
  return { train: labelled(order.slice(testSize)), test: labelled(order.slice(0, testSize)) };
}

function labelled(rows: Float32Array[]): LabelledImages {
  const values = new Float32Array(rows.length * pixels);
  rows.forEach((row, i) => {
    for (let j = 0; j < pixels; j++) values[i * pixels + j] = (2 * row[j]) / brightest - 1;
  });
  return {
    images: tensor4d(values, [rows.length, 8, 8, 1]),
    labels: tensor1d(
      rows.map((row) => row[pixels]),
      "int32",
    ),
  };
}
