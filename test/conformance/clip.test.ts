// CLIP's towers on this backend beside transformers' in float64.
import test from "node:test";
import { layout } from "../../src/runtime/metrics/clip/network/layout.ts";
import { configOf, formulaWeights, towersAgree, variants } from "../reference/metrics/clip-towers.ts";
import recorded from "../reference/metrics/clip-values.json";

for (const variant of variants) {
  test(`both towers with ${variant} are transformers' on weights by a formula`, () =>
    towersAgree(variant, formulaWeights(layout(configOf(recorded, variant))), recorded));
}
