import assert from "node:assert/strict";
import { tensor4d, tidy, type Tensor, type Tensor4D } from "../../../src/runtime/core/tf.ts";
import type { Weight, Weights } from "../../../src/runtime/checkpoint/index.ts";
import { clipConfig } from "../../../src/runtime/metrics/clip/network/config.ts";
import type { layout } from "../../../src/runtime/metrics/clip/network/layout.ts";
import { heldNetwork } from "../../../src/runtime/metrics/clip/network/network.ts";
import { leaves } from "../../unit/runtime/no-leak.ts";
import type recorded from "./clip-values.json";

export type Table = typeof recorded;
export const variants = ["quick_gelu", "gelu"] as const;
export const configOf = ({ variants: said }: Table, variant: (typeof variants)[number]) =>
  clipConfig(JSON.stringify(said[variant].config));

/** The weights of the script's formula: of tensor i, by the order of the names, the k-th number. */
export function formulaWeights(shapes: ReturnType<typeof layout>): Weights {
  const names = [...shapes.keys()].sort();
  return new Map(
    names.map((name, i): [string, Weight] => {
      const { shape } = shapes.get(name)!;
      const size = shape.reduce((all, length) => all * length, 1);
      const value = (k: number): number => {
        if (name.includes("norm") && name.endsWith("weight")) return 1 + 0.3 * Math.sin(k + i);
        if (shape.length < 2) return 0.2 * Math.sin(k + i);
        return Math.sin(0.7 * k + i) * Math.sqrt((3 * shape[0]) / size);
      };
      return [
        name,
        { shape, dtype: "float32", data: Float32Array.from({ length: size }, (_, k) => value(k)) },
      ];
    }),
  );
}

const pixels = (): Tensor4D =>
  tensor4d(
    Float32Array.from({ length: 3 * 12 * 12 * 3 }, (_, n) => Math.sin(0.37 * n)),
    [3, 12, 12, 3],
  );

async function assertRows(
  made: Tensor,
  expected: readonly (readonly number[])[],
  what: string,
): Promise<void> {
  assert.deepEqual(made.shape, [expected.length, expected[0].length]);
  const scale = Math.max(...expected.flat().map(Math.abs));
  const values = await made.data();
  expected.flat().forEach((value, k) => {
    const error = Math.abs(values[k] - value) / scale;
    assert.ok(error < 2e-5, `${what}, ${k}: ${values[k]} for ${value}`);
  });
}

/** Asserts that both towers make of the script's pixels and ids what a table says. */
export async function towersAgree(
  variant: (typeof variants)[number],
  weights: Weights,
  table: Table,
): Promise<void> {
  await leaves(0, async () => {
    const { images, texts, logits } = table.variants[variant];
    const network = heldNetwork("formula", weights, configOf(table, variant));
    const of = pixels();
    const made = network.images(of);
    const said = network.texts(table.texts);
    await assertRows(made, images, `${variant}: images`);
    await assertRows(said, texts, `${variant}: texts`);
    const unit = (x: Tensor) => x.div(x.norm(2, 1, true));
    const cosines = tidy(() => unit(made).matMul(unit(said), false, true).mul(network.logitScale));
    await assertRows(cosines, logits, `${variant}: logits`);
    for (const used of [of, made, said, cosines, network]) used.dispose();
  });
}
