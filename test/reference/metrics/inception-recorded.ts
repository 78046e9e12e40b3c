// Inception-v3 and the resizes beside what torch and PIL said of them, in float64 and on weights by a formula.
import assert from "node:assert/strict";
import { tensor4d, tidy, type Tensor4D } from "../../../src/runtime/core/tf.ts";
import type { Weight, Weights } from "../../../src/runtime/checkpoint/index.ts";
import { resize } from "../../../src/runtime/metrics/index.ts";
import type { Variant } from "../../../src/runtime/metrics/inception/architecture.ts";
import { layout } from "../../../src/runtime/metrics/inception/layout.ts";
import { inception, type FeatureLayer } from "../../../src/runtime/metrics/inception/network.ts";
import { leaves } from "../../unit/runtime/no-leak.ts";
import recorded from "./inception-values.json";

interface Summary {
  some: number[];
  every: number;
  projection: number;
}
export type Table = typeof recorded;
export const variants = ["fid", "torchvision"] as const;

/** The weights of the script's formula; parameter i by the order of the state dict, which counts what is passed over. */
export function formulaWeights(variant: Variant): Weights {
  const weights = new Map<string, Weight>();
  let i = 0;
  const fill = (name: string, shape: readonly number[]): void => {
    const size = shape.reduce((all, length) => all * length, 1);
    const fanIn = shape.length > 1 ? size / shape[0] : 1;
    const at = i++;
    const value = (k: number): number => {
      if (name.endsWith("bn.weight")) return 1 + 0.1 * Math.sin(k + at);
      if (name.endsWith("running_var")) return 0.6 + 0.3 * Math.sin(k + at);
      if (shape.length === 1) return 0.05 * Math.sin(k + at);
      return Math.sin(0.7 * k + at) * Math.sqrt(3 / fanIn);
    };
    const data = Float32Array.from({ length: size }, (_, k) => value(k));
    weights.set(name, { shape, dtype: "float32", data });
  };
  for (const [name, { shape }] of layout(variant, recorded.width)) {
    // torchvision's state dict has the auxiliary classifier in this place.
    if (variant === "torchvision" && name === "Mixed_7a.branch3x3_1.conv.weight") i += 14;
    fill(name, shape);
    if (name.endsWith("running_var")) i++; // num_batches_tracked
  }
  return weights;
}

/** [1, height, width, 3] in [-1, 1], as the script has it. */
const image = (height: number, width: number): Tensor4D =>
  tensor4d(
    Float32Array.from({ length: height * width * 3 }, (_, k) => {
      const [y, x, c] = [Math.floor(k / (3 * width)), Math.floor(k / 3) % width, k % 3];
      return Math.sin(0.3 * y + 0.17 * x * (c + 1) + c);
    }),
    [1, height, width, 3],
  );

function assertSummary(values: ArrayLike<number>, expected: Summary, tolerance: number, what: string): void {
  const scale = Math.max(...expected.some.map(Math.abs));
  expected.some.forEach((value, i) => {
    const error = Math.abs(values[i * expected.every] - value) / scale;
    assert.ok(error < tolerance, `${what}, ${i}: ${values[i * expected.every]} for ${value}`);
  });
  const projection = Array.from(values).reduce((sum, value, k) => sum + value * Math.cos(k), 0);
  const error = Math.abs(projection - expected.projection) / (scale * Math.sqrt(values.length));
  assert.ok(error < tolerance, `${what}: ${projection} for ${expected.projection}`);
}

export async function agrees(
  variant: Variant,
  weights: Weights,
  { variants: said, width }: Table,
): Promise<void> {
  await leaves(0, async () => {
    const network = inception("formula", weights, variant, width);
    const of = image(139, 123);
    for (const [name, expected] of Object.entries(said[variant].features)) {
      const layer = (/^\d+$/.test(name) ? Number(name) : name) as FeatureLayer;
      const made = tidy(() => network.features(of, layer));
      assertSummary(await made.data(), expected, 2e-5, `${variant} ${name}`);
      made.dispose();
    }
    of.dispose();
    network.dispose();
  });
}

export async function resizesAgree({ resizes }: Table): Promise<void> {
  for (const { from, to, ...expected } of resizes) {
    const of = image(from[0], from[1]);
    for (const how of ["clean", "legacyPytorch"] as const) {
      const made = tidy(() => resize[how](of, [to[0], to[1]]).transpose([0, 3, 1, 2]));
      assertSummary(await made.data(), expected[how], 3e-6, `${how} of ${from.join("x")} to ${to.join("x")}`);
      made.dispose();
    }
    of.dispose();
  }
}
