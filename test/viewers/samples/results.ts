import { chainsMime, claimMime, elboMime, tableMime } from "../../../src/protocol/index.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { claim, normal } from "../../../src/runtime/derivation/index.ts";
import { gaussian, minSnr } from "../../../src/runtime/diffusion/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import { density, mcmc, nuts, randomWalk, vi } from "../../../src/runtime/inference/index.ts";
import { frechetDistance } from "../../../src/runtime/metrics/index.ts";
import { mlp } from "../../../src/runtime/networks/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { compare } from "../../../src/runtime/training/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { output } from "../../../src/runtime/display/output.ts";
import { curves } from "../../../src/runtime/display/pictures/curve.ts";
import { picturedTable } from "../../../src/runtime/display/pictured-table.ts";
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
    name: "fitted guide",
    mime: tableMime,
    run: async () => {
      const normals4 = density({
        dim: 4,
        names: ["location", "scale", "a", "b"],
        logDensity: ([x, y, a, b]) => -2 * (x - 1) ** 2 - (y * y) / 2 - a * a - (b - a) ** 2 / 2,
        gradient: ([x, y, a, b]) => [-4 * (x - 1), -y, b - 3 * a, a - b],
      });
      return show(await vi(normals4, { steps: 400, seed: 1 }));
    },
  },
  {
    name: "families beside each other",
    mime: tableMime,
    run: () => {
      const png = curves([{ steps: [1, 2, 3], values: [3, 2, 1], colour: [0, 99, 211] }]);
      output(
        picturedTable(
          {
            title: "Families",
            head: ["", "family", "−ln p(x), nats", "steps", "weights"],
            rows: [
              { colour: [0, 99, 211], cells: ["VAE", "≤ 3.21 ± 0.02", "2,000", "67,586"] },
              { colour: [167, 107, 18], cells: ["flow", "2.87 ± 0.01", "10,000", "8,712"] },
              { colour: [20, 130, 80], cells: ["GAN", "not known", "4,000", "33,794"] },
            ],
          },
          [{ png, caption: "Samples of the families, in the table's order" }],
        ),
      );
      return Promise.resolve();
    },
  },
  {
    name: "variants with their course",
    mime: tableMime,
    run: () =>
      compare(
        {
          eps: diffusion,
          "v, min-SNR 5": diffusion.with({ predict: "v", weight: minSnr(5) }),
          "x0 of a variant with a long name, so that it has to be cut": diffusion.with({ predict: "x0" }),
          mine: diffusion.with({ predict: "v" }),
        },
        {
          model: () => mlp({ dim: 2, width: 16, depth: 1 }),
          data: moons(200),
          batch: 32,
          steps: 40,
          learningRate: 4e-3,
          samples: 64,
          sampler: (denoiser, options) => ddim(denoiser, { steps: 4, ...options }),
        },
      ),
  },
  {
    name: "Fréchet distance",
    mime: tableMime,
    run: async () => {
      const points = (seed: number) => moons(12, { seed });
      return show(await frechetDistance(points(1), points(2)));
    },
  },
  {
    name: "chains",
    mime: chainsMime,
    run: async () => {
      const normals = density({ dim: 3, logDensity: ([x, y, z]) => -(x * x + y * y + z * z) / 2 });
      return show(await mcmc(randomWalk(normals), { draws: 300, warmup: 200, seed: 1 }));
    },
  },
  {
    // Neal's funnel: its neck is too narrow for the steps, so that some diverge.
    name: "chains that diverge",
    mime: chainsMime,
    run: async () => {
      const funnel = density({
        dim: 2,
        names: ["log scale", "x"],
        logDensity: ([v, x]) => -(v * v) / 18 - (x * x * Math.exp(-v)) / 2 - v / 2,
        gradient: ([v, x]) => [-v / 9 + (x * x * Math.exp(-v)) / 2 - 1 / 2, -x * Math.exp(-v)],
      });
      return show(await mcmc(nuts(funnel), { draws: 300, warmup: 200, seed: 1 }));
    },
  },
];
