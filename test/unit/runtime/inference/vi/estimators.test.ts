import test from "node:test";
import assert from "node:assert/strict";
import * as float64 from "../../../../../src/runtime/inference/index.ts";
import { density, model, vars } from "../../../../../src/runtime/inference/index.ts";
import { delta } from "../../../../../src/runtime/inference/vi/guides/delta.ts";
import { meanField } from "../../../../../src/runtime/inference/vi/guides/mean-field.ts";
import { chi } from "../../../../../src/runtime/inference/vi/objectives/chi.ts";
import { elbo } from "../../../../../src/runtime/inference/vi/objectives/elbo.ts";
import type { Bound, Objective } from "../../../../../src/runtime/inference/vi/objectives/objective.ts";
import { logWeightsOf, pulling } from "../../../../../src/runtime/inference/vi/objectives/particles.ts";
import { iwae, renyi } from "../../../../../src/runtime/inference/vi/objectives/renyi.ts";
import {
  tailAdaptive,
  tailWeights,
} from "../../../../../src/runtime/inference/vi/objectives/tail-adaptive.ts";
import { wakeSleep } from "../../../../../src/runtime/inference/vi/objectives/wake-sleep.ts";
import { estimateGradient } from "../../../../../src/runtime/inference/vi/estimate.ts";
import { expectation, meanGradient, quartic, quarticEvidence, slopes } from "./quadrature.ts";
import {
  logMeanExp,
  softmax,
} from "../../../../../src/runtime/inference/distributions/special/log-sum-exp.ts";

const family = meanField().on(quartic);
const params = Float64Array.of(0.3, -0.4);

/** ln w of the draw that a number leads to. */
const logWeight = (of: Float64Array, eps: number): number => {
  const z = Float64Array.of(of[0] + Math.exp(of[1]) * eps);
  return quartic.logDensity(z) - family.logProb(of, z);
};
const integral = (count: number, f: (logWeights: Float64Array) => number) => (of: Float64Array) =>
  expectation(count, (eps) => Float64Array.of(f(Float64Array.from(eps, (e) => logWeight(of, e)))))[0];

/** How far an estimator's mean gradient is from the slope of what it is to estimate. */
function bias(bound: Bound, truth: (of: Float64Array) => number, memory = NaN): number {
  const mean = meanGradient({ target: quartic, family, bound }, params, memory);
  const expected = slopes(truth, params);
  return Math.max(...mean.map((g, i) => Math.abs(g - expected[i]) / Math.abs(expected[i])));
}
const of = (objective: Objective): Bound => objective.on(family, quartic);
const unbiased = (bound: Bound, truth: (at: Float64Array) => number, memory = NaN) => {
  const found = bias(bound, truth, memory);
  assert.ok(found < 1e-8, `${bound.name} by ${bound.estimator}: off by ${found}`);
};

const elboTruth = integral(1, ([w]) => w);
const meanOfTwo = (power: number) => (w: Float64Array) => logMeanExp(w.map((x) => power * x)) / power;

test("Every estimator of the ELBO has the ELBO's slope as its mean gradient.", () => {
  for (const estimator of ["reparameterised", "stickingTheLanding", "closedFormEntropy"] as const)
    unbiased(of(elbo({ particles: 1, estimator })), elboTruth);
  unbiased(of(elbo({ particles: 2, estimator: "scoreFunction" })), elboTruth);
  for (const baseline of ["none", "movingAverage"] as const)
    unbiased(of(elbo({ particles: 1, estimator: "scoreFunction", baseline })), elboTruth, 0.8);
});

test("Every estimator of IWAE and Rényi bounds has their slope as its mean gradient.", () => {
  for (const estimator of ["reparameterised", "doublyReparameterised", "scoreFunction"] as const) {
    unbiased(of(iwae(2, { estimator })), integral(2, meanOfTwo(1)));
    unbiased(of(renyi(0.5, { particles: 2, estimator })), integral(2, meanOfTwo(0.5)));
    unbiased(of(renyi(2, { particles: 2, estimator })), integral(2, meanOfTwo(-1)));
  }
});

test("Every estimator of the chi bound follows the mean power of the weights down.", () => {
  const scale = 20;
  for (const order of [2, 3])
    for (const estimator of ["reparameterised", "doublyReparameterised", "scoreFunction"] as const)
      unbiased(
        of(chi(order, { particles: 1, estimator })),
        integral(1, ([w]) => -Math.exp(order * (w - scale)) / order),
        scale,
      );
});

test("Both estimators of wake-sleep raise ln q at draws as far as they weigh.", () => {
  const place = (e: number) => Float64Array.of(params[0] + Math.exp(params[1]) * e);
  const truth = (at: Float64Array) =>
    expectation(2, (eps) => {
      const share = softmax(Float64Array.from(eps, (e) => logWeight(params, e)));
      return Float64Array.of(share[0] * family.logProb(at, place(eps[0])) + share[1] * family.logProb(at, place(eps[1]))); // prettier-ignore
    })[0];
  for (const estimator of ["scoreFunction", "doublyReparameterised"] as const)
    unbiased(of(wakeSleep({ particles: 2, estimator })), truth);
});

test("Wake-sleep of many draws goes where KL(p || q) falls.", () => {
  // Draws at 4,000 quantiles of N(0, 1) stand for all of them.
  const noise = Array.from({ length: 4000 }, (_, i) =>
    Float64Array.of(float64.normal().quantile((i + 0.5) / 4000)),
  );
  const found = estimateGradient({ target: quartic, family, bound: of(wakeSleep({ particles: 4000 })) }, params, noise); // prettier-ignore
  const forward = (at: Float64Array) =>
    expectation(1, ([x]) => {
      const p = Math.exp(quartic.logDensity(Float64Array.of(x)) - quarticEvidence);
      return Float64Array.of(
        (p * family.logProb(at, Float64Array.of(x))) / Math.exp(float64.normal().logProb(x)),
      );
    })[0];
  slopes(forward, params).forEach((slope, i) =>
    assert.ok(Math.abs(found.gradient[i] - slope) < 2e-3 * Math.abs(slope), `${found.gradient[i]}, ${slope}`),
  );
});

test("Tail-adaptive weights go by rank, and power 0 is the ELBO.", () => {
  const weights = tailWeights(Float64Array.of(-1, 5, 2, 2), -1);
  // Shares of draws that weigh at least as much: 1, 1/4, 3/4, 3/4.
  const total = 1 + 4 + 4 / 3 + 4 / 3;
  [1, 4, 4 / 3, 4 / 3].forEach((w, i) => assert.ok(Math.abs(weights[i] - w / total) < 1e-15));
  unbiased({ ...of(tailAdaptive({ particles: 2, power: 0 })) }, elboTruth);
  // Of two draws the better one pulls with 2/3, the other with 1/3, along the path of ln w.
  const truth = expectation(2, (eps) => {
    const logs = Float64Array.from(eps, (e) => logWeight(params, e));
    const share = tailWeights(logs, -1);
    const sum = new Float64Array(2);
    eps.forEach((e, i) => {
      // With q held, ln w moves with z alone.
      const path = slopes((at) => {
        const z = Float64Array.of(at[0] + Math.exp(at[1]) * e);
        return quartic.logDensity(z) - family.logProb(params, z);
      }, params);
      path.forEach((g, k) => (sum[k] += share[i] * g));
    });
    return sum;
  });
  const mean = meanGradient({ target: quartic, family, bound: of(tailAdaptive({ particles: 2 })) }, params);
  mean.forEach((g, k) => assert.ok(Math.abs(g - truth[k]) < 1e-8));
});

/** A bound whose estimator pulls as given, to see that the check above would tell. */
const planted = (
  objective: Objective,
  weigh: (pull: ReturnType<typeof pulling>, share: Float64Array, logWeights: Float64Array) => void,
): Bound => ({
  ...of(objective),
  estimate(drawn) {
    const pull = pulling(drawn, 1);
    const logWeights = logWeightsOf(drawn);
    weigh(pull, softmax(logWeights), logWeights);
    return { value: 0, pulls: pull.pulls };
  },
});

test("The check of estimators tells a biased one from an unbiased one.", () => {
  const full = { estimator: "doublyReparameterised" as const };
  const caught = (bound: Bound, truth: (at: Float64Array) => number) => {
    const found = bias(bound, truth);
    assert.ok(found > 1e-3, `a bias of ${found} passes`);
  };
  // The right one passes when it is written as these are.
  unbiased(planted(iwae(2, full), (pull, share) => share.forEach((s, i) => pull.path(i, s * s))), integral(2, meanOfTwo(1))); // prettier-ignore
  caught(planted(iwae(2, full), (pull, share) => share.forEach((s, i) => pull.path(i, s))), integral(2, meanOfTwo(1))); // prettier-ignore
  caught(
    planted(elbo({ particles: 1, estimator: "stickingTheLanding" }), (pull) => pull.path(0, -1)),
    elboTruth,
  );
  caught(
    planted(elbo({ particles: 1, estimator: "stickingTheLanding" }), (pull) => pull.density(0, 1)),
    elboTruth,
  );
  // A score function whose baseline is the mean of all draws, its own among them.
  caught(
    planted(elbo({ particles: 2, estimator: "scoreFunction" }), (pull, _, [a, b]) => {
      pull.score(0, (a - (a + b) / 2) / 2);
      pull.score(1, (b - (a + b) / 2) / 2);
    }),
    elboTruth,
  );
  // A multi-draw score function that forgets how the bound itself moves.
  caught(
    planted(iwae(2, { estimator: "scoreFunction" }), (pull, _, logWeights) => {
      logWeights.forEach((__, i) => pull.score(i, logMeanExp(logWeights)));
    }),
    integral(2, meanOfTwo(1)),
  );
});

test("Bounds are ordered: the ELBO, Rényi's from 1 down, IWAE by draws, the evidence, the chi bound.", () => {
  const ascending = [
    integral(2, meanOfTwo(-1))(params),
    elboTruth(params),
    integral(2, meanOfTwo(0.5))(params),
    integral(2, meanOfTwo(1))(params),
    integral(3, (w) => logMeanExp(w))(params),
    quarticEvidence,
    Math.log(integral(1, ([w]) => Math.exp(2 * w))(params)) / 2,
  ];
  ascending.forEach(
    (value, i) => i === 0 || assert.ok(value > ascending[i - 1] + 1e-3, ascending.join(", ")),
  );
  // What an estimate says of its value is the bound, on average.
  const value = (objective: Objective, count: number) =>
    expectation(count, (eps) => {
      const noise = eps.map((e) => Float64Array.of(e));
      const { value: found } = estimateGradient(
        { target: quartic, family, bound: of(objective) },
        params,
        noise,
      );
      return Float64Array.of(found);
    })[0];
  assert.ok(Math.abs(value(elbo({ particles: 1 }), 1) - ascending[1]) < 1e-10);
  assert.ok(Math.abs(value(renyi(0.5, { particles: 2 }), 2) - ascending[2]) < 1e-10);
  assert.ok(Math.abs(value(iwae(2), 2) - ascending[3]) < 1e-10);
  assert.ok(Math.abs(value(renyi(2, { particles: 2 }), 2) - ascending[0]) < 1e-10);
});

test("The exact KL of a program's normal prior gives the ELBO and its slope.", () => {
  const target = model(({ sample, observe }) => {
    const a = sample("a", vars.normal({ mean: 1, std: 2 }));
    observe("n", vars.poisson({ logRate: a }), [2, 3]);
  });
  const own = meanField().on(target);
  const bound = elbo({ particles: 1, estimator: "closedFormKl" }).on(own, target);
  const truth = (at: Float64Array) =>
    expectation(1, ([e]) => {
      const z = Float64Array.of(at[0] + Math.exp(at[1]) * e);
      return Float64Array.of(target.logDensity(z) - own.logProb(at, z));
    })[0];
  const mean = meanGradient({ target, family: own, bound }, params);
  slopes(truth, params).forEach((slope, i) =>
    assert.ok(Math.abs(slope - mean[i]) < 1e-7, `${slope}, ${mean[i]}`),
  );
  const value = expectation(1, ([e]) =>
    Float64Array.of(estimateGradient({ target, family: own, bound }, params, [Float64Array.of(e)]).elbo),
  )[0];
  assert.ok(Math.abs(value - truth(params)) < 1e-9);
});

test("A score function needs no gradient of the target.", () => {
  const flat = density({ dim: 1, logDensity: (x) => quartic.logDensity(x) });
  const bound = elbo({ particles: 1, estimator: "scoreFunction", baseline: "none" }).on(family, flat);
  const mean = meanGradient({ target: flat, family, bound }, params);
  slopes(elboTruth, params).forEach((slope, i) => assert.ok(Math.abs(slope - mean[i]) < 1e-8));
});

test("Pairings that cannot be are errors that name both.", () => {
  const refuses = (make: () => unknown, message: RegExp) => assert.throws(make, message);
  const point = delta().on(quartic);
  refuses(() => elbo({ estimator: "doublyReparameterised" }), /ELBO cannot be estimated by "doublyReparameterised"/); // prettier-ignore
  refuses(
    () => iwae(4, { estimator: "stickingTheLanding" }),
    /IWAE of 4 draws cannot .* "stickingTheLanding"/,
  );
  refuses(() => wakeSleep({ estimator: "reparameterised" }), /wake-sleep cannot .* "reparameterised"/);
  refuses(() => elbo({ particles: 1, estimator: "scoreFunction" }), /"leaveOneOut" of ELBO needs at least 2/);
  refuses(() => renyi(1), /not 1, which is elbo/);
  refuses(() => chi(1), /above 1, not 1/);
  refuses(() => iwae(2).on(point, quartic), /IWAE of 2 draws needs a guide with a density, and a "point"/);
  refuses(() => elbo({ estimator: "stickingTheLanding" }).on(point, quartic), /"point" has no density for "stickingTheLanding"/); // prettier-ignore
  refuses(() => elbo({ estimator: "closedFormEntropy" }).on(point, quartic), /"point" has no density/);
  refuses(() => elbo({ estimator: "closedFormKl" }).on(family, quartic), /which a density does not/);
  const skewed = model(({ sample }) => void sample("a", vars.gamma({ concentration: 2 })));
  refuses(
    () => elbo({ estimator: "closedFormKl" }).on(meanField().on(skewed), skewed),
    /prior that is normal in unconstrained space/,
  );
});
