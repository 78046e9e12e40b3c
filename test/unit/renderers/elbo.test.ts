import assert from "node:assert/strict";
import test from "node:test";
import { Elbo, packFloats } from "../../../src/protocol/index.ts";
import { readPayload } from "../../../src/renderers/payload.ts";
import { findingOf } from "../../../src/renderers/elbo/finding.ts";
import { bandEnds, partsOf } from "../../../src/renderers/elbo/parts.ts";
import { termsOf } from "../../../src/renderers/elbo/terms.ts";

const pack = (values: number[]) => packFloats(values, "float32");

/** A bound of 100 steps in which the term of t is 1 / t bits of one dimension. */
function bound(parts: Partial<Elbo> = {}): Elbo {
  const t = Array.from({ length: 99 }, (_, k) => k + 2);
  return {
    version: 1,
    options: [],
    dims: 1,
    steps: 100,
    nats: 5,
    error: null,
    decoder: Math.LN2,
    prior: 1e-6 * Math.LN2,
    terms: {
      t: pack(t),
      logSnr: pack(t.map((at) => -at)),
      nats: pack(t.map((at) => Math.LN2 / at)),
      weights: pack(t.map(() => 1)),
    },
    ...parts,
  };
}

const harmonic = (from: number, to: number): number => {
  let sum = 0;
  for (let t = from; t <= to; t++) sum += 1 / t;
  return sum;
};

test("Bands of t end at round parts of the steps, each step in one of them.", () => {
  assert.deepEqual(bandEnds(1000), [10, 50, 200, 1000]);
  assert.deepEqual(bandEnds(40), [2, 8, 40]);
  assert.deepEqual(bandEnds(2), [2]);
});

test("The parts add up to the whole, and so do their shares.", () => {
  const parts = partsOf(bound(), termsOf(bound()));
  assert.deepEqual(
    parts.map(({ words }) => words),
    ["decoder", "2 to 5", "6 to 20", "21 to 100", "prior"],
  );
  assert.ok(Math.abs(parts[1].bits - harmonic(2, 5)) < 1e-6);
  assert.ok(Math.abs(parts[3].bits - harmonic(21, 100)) < 1e-6);
  const whole = parts.reduce((sum, { share }) => sum + (share ?? 0), 0);
  assert.ok(Math.abs(whole - 1) < 1e-12);
});

test("A decoder of a density above 1 has no share.", () => {
  const dense = bound({ decoder: -3 });
  const [decoder, ...rest] = partsOf(dense, termsOf(dense));
  assert.equal(decoder.share, null);
  assert.ok(Math.abs(rest.reduce((sum, { share }) => sum + (share ?? 0), 0) - 1) < 1e-12);
  assert.match(
    findingOf(dense, termsOf(dense), [decoder, ...rest]),
    /% of the KL terms is paid at \$t \\le 5\$/,
  );
});

test("The finding names where the bound is paid and whether the prior is reached.", () => {
  const finding = (of: Elbo) => findingOf(of, termsOf(of), partsOf(of, termsOf(of)));
  const paid = Math.round((100 * harmonic(1, 5)) / harmonic(1, 100));
  assert.match(
    finding(bound()),
    new RegExp(`^Coarse structure dominates: ${paid} % of the bound is paid at`),
  );
  assert.match(finding(bound()), /negligible, so 100 steps reach the prior\.$/);
  assert.match(finding(bound({ decoder: 4 * Math.LN2 })), /^Fine detail dominates/);
  assert.match(
    finding(bound({ prior: Math.LN2 })),
    /\$L_T\$ is 16\.2 % of it, so 100 steps do not quite reach/,
  );
});

test("Terms that are drawn count as often as they stand for others.", () => {
  const weights = pack(Array.from({ length: 99 }, (_, k) => (k % 2 ? 0 : 2)));
  const drawn = bound({ terms: { ...bound().terms, weights } });
  const { shares } = termsOf(drawn);
  assert.ok(Math.abs(shares[0] - 1) < 1e-6 && shares[1] === 0);
});

test("A damaged bound is refused in words.", () => {
  const short = bound({ terms: { ...bound().terms, nats: pack([1]) } });
  assert.throws(() => termsOf(short), /99 terms, and not as many values of each/);
  assert.throws(() => readPayload(Elbo, { ...bound(), prior: undefined }), /its field prior is missing/);
});
