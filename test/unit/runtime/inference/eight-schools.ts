import { vars, type Program } from "../../../../src/runtime/inference/index.ts";

/** Effects of coaching in eight schools with their standard errors, Rubin (1981). */
export const y = [28, 8, -3, 7, -1, 1, 18, 12];
export const sigma = [15, 10, 16, 11, 9, 11, 10, 18];

/** Non-centred: each school's effect is a number of its own, scaled by tau about mu. */
export const schools: Program = ({ sample, observe, record }) => {
  const mu = sample("mu", vars.normal({ std: 5 }));
  const tau = sample("tau", vars.halfCauchy({ scale: 5 }));
  const z = sample("z", vars.normal(), 8);
  const theta = record("theta", mu.add(tau.mul(z)));
  observe("y", vars.normal({ mean: theta, std: sigma }), y);
};
