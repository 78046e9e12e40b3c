import { chainsMime, claimMime, elboMime } from "../../../src/protocol/index.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { claim, normal } from "../../../src/runtime/derivation/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import { density, mcmc, randomWalk } from "../../../src/runtime/inference/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import type { Cell } from "./sample.ts";

const diffusion = gaussian({ schedule: linear({ steps: 50 }) });
const { schedule } = diffusion;
const equation = String.raw`x_t=\sqrt{\bar\alpha_t}\,x_0+\sqrt{1-\bar\alpha_t}\,\epsilon`;

const claimed = (factor: number) => () =>
  claim(equation, {
    left: ({ x0, eps, t }) =>
      Math.sqrt(schedule.alphaBar[t]) * x0 + Math.sqrt(1 - schedule.alphaBar[t]) * eps,
    right: ({ x0, eps, t }) => factor * (schedule.level(t).alpha * x0 + schedule.level(t).sigma * eps),
    over: { x0: normal(), eps: normal(), t: [1, 10, 25, 49] },
  });

export const results: Cell[] = [
  {
    name: "bound",
    mime: elboMime,
    run: () => diffusion.elbo((x) => x.mul(0.5), moons(64, { seed: 1 })),
  },
  { name: "claim that holds", mime: claimMime, run: claimed(1) },
  { name: "claim that fails", mime: claimMime, run: claimed(1.01) },
  {
    name: "chains",
    mime: chainsMime,
    run: async () => {
      const normals = density({ dim: 3, logDensity: ([x, y, z]) => -(x * x + y * y + z * z) / 2 });
      return show(await mcmc(randomWalk(normals), { draws: 300, warmup: 200, seed: 1 }));
    },
  },
];
