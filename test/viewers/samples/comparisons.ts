import { comparisonMime } from "../../../src/protocol/index.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { compareRuns } from "../../../src/runtime/display/index.ts";
import { ddim, ddpm } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import type { Cell } from "./sample.ts";

const diffusion = gaussian({ schedule: linear({ steps: 20 }), predict: "x0" });
const halved = diffusion.denoiser((x) => x.mul(0.5));
const moved = diffusion.denoiser((x) => x.mul(0.5).add(0.5));
const mime = comparisonMime;

export const comparisons: Cell[] = [
  {
    name: "points of two runs that differ",
    mime,
    run: () => {
      const from = { shape: [200, 2], seed: 1 };
      return compareRuns(
        { halved: ddpm(halved, from), moved: ddim(moved, { ...from, steps: 5 }) },
        { reference: moons(100) },
      );
    },
  },
  {
    name: "pictures of four runs",
    mime,
    run: () => {
      const from = { shape: [4, 8, 8, 1], seed: 2 };
      const run = (steps: number) => ddim(halved, { ...from, steps });
      return compareRuns({ ddpm: ddpm(halved, from), ten: run(10), five: run(5), two: run(2) });
    },
  },
];
