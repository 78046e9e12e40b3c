import { tensorMime } from "../../../src/protocol/index.ts";
import { tensor } from "../../../src/runtime/core/tf.ts";
import { digits } from "../../../src/runtime/data/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import type { Cell } from "./sample.ts";

const wave = (...shape: number[]): Float32Array =>
  Float32Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    (_, i) => Math.sin(i / 7) * Math.cos(i / 31),
  );

const of = (name: string, run: () => Promise<unknown>): Cell => ({ name, mime: tensorMime, run });

export const tensors: Cell[] = [
  of("scalar", () => show(tensor(0.25), { name: "loss" })),
  of("vector", () => show(wave(300), { name: "alphaBar" })),
  of("matrix with NaN and infinities", () => {
    const values = wave(24, 32);
    [values[5], values[70], values[200]] = [NaN, Infinity, -Infinity];
    return show(tensor(values, [24, 32]), { name: "attention" });
  }),
  of("pictures with labels", async () => {
    const { images, labels } = digits().train;
    const first = images.slice([0, 0, 0, 0], [12, -1, -1, -1]);
    return show(first, { name: "x", labels: [...(await labels.data()).slice(0, 12)].map(String) });
  }),
  of("five axes", () => show(tensor(wave(2, 3, 4, 5, 6), [2, 3, 4, 5, 6]))),
  of("nothing but NaN", () => show(tensor(new Float32Array(12).fill(NaN), [3, 4]))),
  of("empty", () => show(tensor([], [0, 3]))),
  of("larger than its preview", () => show(tensor(wave(400, 500), [400, 500]))),
];
