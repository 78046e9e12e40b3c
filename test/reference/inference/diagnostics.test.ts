import test from "node:test";
import assert from "node:assert/strict";
import {
  bulkRHat,
  essBulk,
  essMean,
  essSd,
  essTail,
  foldedRHat,
  loo,
  mcseMean,
  mcseQuantile,
  mcseSd,
  psis,
  rHat,
  splitRHat,
  waic,
} from "../../../src/runtime/inference/index.ts";

/** 4 chains of 100 draws made of fractional parts alone, so that any language makes the same. */
const chains = Array.from({ length: 4 }, (_, chain) =>
  Float64Array.from({ length: 100 }, (_, i) => {
    const n = 100 * chain + i;
    const u = (n * 0.6180339887498949) % 1;
    const v = (n * 0.7548776662466927) % 1;
    return Math.sqrt(-2 * Math.log(u + 1e-3)) * Math.cos(2 * Math.PI * v);
  }),
);

function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 1e-11 * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}

test("R-hat, effective sizes and the mean's error are ArviZ's (0.23.4).", () => {
  assertNear(Math.max(bulkRHat(chains), foldedRHat(chains)), rHat(chains), "rank");
  assertNear(rHat(chains), 0.993068216774648, "rank");
  assertNear(splitRHat(chains), 0.9925753726540755, "split");
  assertNear(foldedRHat(chains), 0.9917339559829195, "folded");
  assertNear(essBulk(chains), 397.49952714625454, "bulk");
  assertNear(essTail(chains), 460.1763290635818, "tail");
  assertNear(essMean(chains), 398.09168111417154, "mean");
  assertNear(essSd(chains), 706.4209674245113, "sd");
  assertNear(mcseMean(chains), 0.050348931115656526, "mcse");
  assertNear(mcseSd(chains), 0.02746271251122141, "mcse of the sd");
  assertNear(mcseQuantile(chains, 0.1), 0.12463834325417134, "mcse of a quantile");
});

test("The shape of a Pareto tail is ArviZ's.", () => {
  const logWeights = Array.from({ length: 1000 }, (_, i) => -0.3 * Math.log(1 - (i + 0.5) / 1000));
  assertNear(psis(logWeights).kHat, 0.3235606438260688, "k-hat");
});

test("Leave-one-out cross-validation and WAIC are ArviZ's (0.23.4), with tails that it warns of.", () => {
  const logLikelihood = Array.from({ length: 6 }, (_, i) =>
    Float64Array.from({ length: 400 }, (_, draw) => {
      const u = ((6 * draw + i) * 0.6180339887498949) % 1;
      return (-0.5 * (1 + i * 0.3) * Math.log(u + 1e-3) ** 2) / 3 - 1;
    }),
  );
  const { elpd, se, p, kHat, pointwise, doubtful } = loo(logLikelihood);
  assertNear(elpd, -27.86295625534534, "elpd");
  assertNear(se, 5.519036326457183, "se");
  assertNear(p, 20.060793365167815, "p");
  assertNear(kHat[0], 1.2074732602288751, "k-hat");
  assertNear(kHat[5], 2.532047638856434, "k-hat of the last");
  assertNear(pointwise[3], -4.517219675229126, "one observation");
  assert.deepEqual(doubtful, [0, 1, 2, 3, 4, 5]);
  // ArviZ divides the variance by the number of draws, the paper (1507.04544), and we, by one less.
  const other = waic(logLikelihood);
  assertNear(other.p * (399 / 400), 9.344838912182077, "WAIC's parameters");
  assertNear(other.elpd + other.p, -17.1470018023596 + 9.344838912182077, "WAIC without them");
});
