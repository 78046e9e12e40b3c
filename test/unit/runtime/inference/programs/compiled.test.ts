import test from "node:test";
import assert from "node:assert/strict";
import {
  annealedImportance,
  bridgeSampling,
  findMode,
  laplaceApproximation,
  mcmc,
  model,
  nuts,
  parallelTempering,
  pathfinder,
  svgd,
  vars,
  vi,
  type BayesModel,
  type Program,
} from "../../../../../src/runtime/inference/index.ts";
import { undisturbed } from "../../../../../src/runtime/inference/vars/compiled/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { schools } from "../eight-schools.ts";

/** The same program as it is, and compiled. */
function both(program: Program): { eager: BayesModel; compiled: BayesModel } {
  const before = process.env["NOISEBOOK_COMPILE"];
  process.env["NOISEBOOK_COMPILE"] = "off";
  const eager = model(program);
  delete process.env["NOISEBOOK_COMPILE"];
  const compiled = model(program);
  if (before !== undefined) process.env["NOISEBOOK_COMPILE"] = before;
  return { eager, compiled };
}

/** What a function warns of meanwhile. */
function warnings(run: () => void): string[] {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (...words: unknown[]) => said.push(words.join(" "));
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return said;
}

const random = stream(3);
const long = random.normal64(40);
const counts = Array.from(random.integers(40, 5));
const groups = random.integers(40, 3);

const programs: Record<string, Program> = {
  "eight schools": schools,
  "a regression of many rows": ({ sample, observe }) => {
    const slopes = sample("slopes", vars.normal(), 2);
    const shift = sample("shift", vars.laplace());
    observe("y", vars.bernoulli({ logit: vars.matVec(long, slopes).add(shift) }), counts.slice(0, 20).map((n) => Number(n > 2))); // prettier-ignore
  },
  "groups, and a scale for each observation": ({ sample, observe, record }) => {
    const means = sample("means", vars.studentT({ df: 4 }), 3);
    const scale = sample("scale", vars.inverseGamma({ concentration: 3 }));
    observe("y", vars.normal({ mean: means.gather(groups), std: scale.mul(long.map(Math.exp)) }), long);
    record("ratio", means.div(scale));
  },
  "many parameters": ({ sample, observe }) => {
    const rates = sample("rates", vars.gamma({ concentration: 2, rate: 3 }), 40);
    observe("n", vars.poisson({ rate: rates }), counts);
  },
  "a simplex, an order and an interval": ({ sample, factor }) => {
    const w = sample("w", vars.dirichlet({ concentration: [1, 2, 3, 4] }));
    const p = sample("p", vars.beta({ alpha: 2, beta: 3 }));
    factor("f", w.cumsum().mul(p).sum().neg().tanh().add(w.sin().cos().pow(3).mean()));
  },
  "a long simplex": ({ sample, factor }) => {
    const w = sample("w", vars.dirichlet({ concentration: new Float64Array(30).fill(1.5) }));
    factor("f", vars.concat([w, w.square()]).logSumExp().sub(w.abs().sqrt().sum()));
  },
  "a mixture": ({ sample, observe }) => {
    const at = sample("at", vars.normal({ std: 3 }), 2);
    const components = [0, 1].map((i) => vars.normal({ mean: at.at(i), std: 0.5 }));
    observe("y", vars.mixture({ components, probabilities: [0.3, 0.7] }), long);
  },
  "a covariance": ({ sample }) => {
    const mean = sample("mean", vars.logistic(), 2);
    sample("x", vars.fullNormal({ mean, covariance: [[2, 1], [1, 3]] })); // prettier-ignore
  },
};

for (const [name, program] of Object.entries(programs))
  test(`A program with ${name} has the very same numbers compiled.`, () => {
    const { eager, compiled } = both(program);
    const points = stream(5);
    undisturbed(() => {
      for (let call = 0; call < 6; call++) {
        const x = points.normal64(eager.dim);
        assert.deepEqual(compiled.gradient(x), eager.gradient(x));
        assert.equal(compiled.logDensity(x), eager.logDensity(x));
        assert.equal(compiled.prior.logDensity(x), eager.prior.logDensity(x));
        assert.deepEqual(compiled.constrain(x), eager.constrain(x));
      }
    });
    assert.ok((compiled.compiled().operations ?? 0) > 3, "it was not compiled");
    assert.equal(compiled.compiled().eager, null);
    assert.equal(eager.compiled().operations, null);
  });

test("Chains of NUTS are the same compiled, draw by draw.", async () => {
  const { eager, compiled } = both(schools);
  const options = { chains: 2, warmup: 60, draws: 40, seed: 8 };
  const [a, b] = [await mcmc(nuts(eager), options), await mcmc(nuts(compiled), options)];
  assert.deepEqual(b.values, a.values);
  assert.deepEqual(b.stats, a.stats);
  assert.equal(compiled.compiled().eager, null);
});

/** The numbers that a loop of the library ends with, of a small run. */
const loops: Record<string, (target: BayesModel) => Promise<unknown>> = {
  findMode: async (target) => (await findMode(target)).position,
  pathfinder: async (target) => (await pathfinder(target, { draws: 200, seed: 1 })).logWeights,
  laplaceApproximation: async (target) => (await laplaceApproximation(target, { draws: 200 })).logWeights,
  svgd: async (target) => (await svgd(target, { particles: 20, steps: 20 })).positions,
  vi: async (target) => (await vi(target, { steps: 50, draws: 200 })).logWeights,
  annealedImportance: (target) => annealedImportance(target, { particles: 5, steps: 10 }),
  bridgeSampling: async (target) =>
    bridgeSampling(await mcmc(nuts(target), { chains: 2, warmup: 60, draws: 60, seed: 8 })),
  "parallel tempering": async (target) =>
    (await mcmc(parallelTempering(target, { betas: [0.1, 0.5, 1] }), { chains: 1, warmup: 20, draws: 20 }))
      .values,
};

// Narrow enough for a mode in every number's logarithm.
const regression: Program = ({ sample, observe }) => {
  const slope = sample("slope", vars.normal());
  const scale = sample("scale", vars.gamma({ concentration: 3, rate: 2 }));
  observe("y", vars.normal({ mean: slope.mul(long), std: scale }), long.map((x, i) => 0.7 * x + Math.sin(i))); // prettier-ignore
};

for (const [name, run] of Object.entries(loops))
  test(`${name} has the very same numbers compiled.`, async () => {
    const { eager, compiled } = both(regression);
    assert.deepEqual(await run(compiled), await run(eager));
    assert.ok((compiled.compiled().operations ?? 0) > 3, "it was not compiled");
    assert.equal(compiled.compiled().eager, null);
  });

test("A program that decides by its variables' values runs as it is, and says so once.", () => {
  const program: Program = ({ sample, factor }) => {
    const x = sample("x", vars.normal());
    factor("f", x.value[0] > 0 ? x : x.mul(-3));
  };
  const { eager, compiled } = both(program);
  const said = warnings(() => {
    undisturbed(() => {
      for (const x of [1, -1, 2, -2, 3]) {
        const position = Float64Array.of(x);
        assert.deepEqual(compiled.gradient(position), eager.gradient(position));
      }
    });
  });
  assert.equal(said.length, 1);
  assert.match(
    said[0],
    /^A model runs without compiled code from here on: values of variables are read in it/,
  );
});

test("A number that changes between two runs, or between calls of one's own, is never stale.", async () => {
  let centre = 1;
  const program: Program = ({ sample }) => void sample("x", vars.normal({ mean: centre }));
  const { eager, compiled } = both(program);
  const options = { chains: 1, warmup: 50, draws: 50, seed: 2 };
  for (centre of [1, 1, 40, -7]) {
    const [a, b] = [await mcmc(nuts(eager), options), await mcmc(nuts(compiled), options)];
    assert.deepEqual(b.values, a.values);
  }
  assert.ok(compiled.compiled().operations, "it is compiled anew");
  const at = Float64Array.of(0.5);
  for (centre = 0; centre < 5; centre++) assert.equal(compiled.logDensity(at), eager.logDensity(at));
});

test("A number that changes from call to call is found, and the program runs as it is from then on.", () => {
  let factor = 0;
  const program: Program = ({ sample, factor: add }) => add("f", sample("x", vars.normal()).mul(++factor));
  const { compiled } = both(program);
  const said = warnings(() => {
    undisturbed(() => {
      for (let call = 0; call < 20; call++) compiled.logDensity(Float64Array.of(0.5));
    });
  });
  assert.equal(said.length, 1);
  assert.match(said[0], /numbers in it change from call to call/);
  // log N(0.5; 0, 1) + factor * 0.5, for the factor of this very call.
  const expected = -0.125 - 0.5 * Math.log(2 * Math.PI);
  const now = compiled.logDensity(Float64Array.of(0.5));
  assert.ok(Math.abs(now - expected - factor * 0.5) < 1e-12);
});

test("An entry that is not there is told as ever.", () => {
  const broken = model(({ sample, factor }) => {
    const x = sample("x", vars.normal(), 2);
    factor("f", x.sum());
  });
  assert.throws(() => broken.gradient(new Float64Array(3)), /has 2 numbers, not 3/);
});
