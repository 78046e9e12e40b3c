// Our programs and NUTS: answers each line of standard input with one of standard output.
import { createInterface } from "node:readline";
import { mcmc, model, nuts, vars, type Program } from "../../../src/runtime/inference/index.ts";
import { schools, regression, type Regression } from "./data.ts";

const eightSchools: Program = ({ sample, observe }) => {
  const mu = sample("mu", vars.normal({ std: 5 }));
  const tau = sample("tau", vars.halfCauchy({ scale: 5 }));
  const z = sample("z", vars.normal(), 8);
  observe("y", vars.normal({ mean: mu.add(tau.mul(z)), std: schools.sigma }), schools.y);
};

const logistic =
  ({ x, y, rows }: Regression): Program =>
  ({ sample, observe }) => {
    const intercept = sample("intercept", vars.normal({ std: 2 }));
    const slopes = sample("slopes", vars.normal(), x.length / rows);
    observe("y", vars.bernoulli({ logit: vars.matVec(x, slopes).add(intercept) }), y);
  };

const models = { schools: model(eightSchools), regression: model(logistic(regression())) };
type Name = keyof typeof models;

/** Where log densities are compared. */
const point = (dim: number) => Float64Array.from({ length: dim }, (_, i) => 0.3 * Math.sin(i + 1));

const answers: Record<string, (asked: never) => Promise<object>> = {
  hello: () => Promise.resolve({ version: process.version }),
  density: ({ name }: { name: Name }) =>
    Promise.resolve({ logDensity: models[name].logDensity(point(models[name].dim)) }),
  data: () => Promise.resolve({ schools, regression: regression() }),
  async run({ name, seed, warmup, draws }: { name: Name; seed: number; warmup: number; draws: number }) {
    const from = performance.now();
    const run = await mcmc(nuts(models[name]), { seed, warmup, draws });
    const seconds = (performance.now() - from) / 1000;
    return {
      seconds,
      names: run.names,
      chains: run.chains,
      draws,
      values: [...run.values],
      leapfrogs: run.stats.leapfrogs.reduce((a, b) => a + b),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as { ask: string };
  const answer = await answers[asked.ask](asked as never).catch((error: unknown) => ({
    problem: String(error),
  }));
  console.log(JSON.stringify(answer));
}
