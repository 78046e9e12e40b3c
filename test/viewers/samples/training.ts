import { trainingMime } from "../../../src/protocol/index.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { mlp } from "../../../src/runtime/networks/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { fit } from "../../../src/runtime/training/index.ts";
import type { Cell } from "./sample.ts";

export const training: Cell[] = [
  {
    name: "training with samples",
    mime: trainingMime,
    run: () => {
      const diffusion = gaussian({ schedule: linear({ steps: 60 }) });
      const model = mlp({ dim: 2, width: 16, depth: 1 });
      const sample = () => ddim(diffusion.denoiser(model), { shape: [50, 2], steps: 3, seed: 1 });
      return fit(model, diffusion.loss, { data: moons(200), batch: 32, steps: 60, sample, sampleEvery: 20 });
    },
  },
  {
    name: "training over another run, with a number of one's own",
    mime: trainingMime,
    run: async () => {
      const diffusion = gaussian({ schedule: linear({ steps: 60 }) });
      const options = { data: moons(200), batch: 32, steps: 60 };
      const model = mlp({ dim: 2, width: 16, depth: 1 });
      const earlier = await fit(model, diffusion.loss, { ...options, name: "eps" });
      const metrics = { "one by step": (_: unknown, step: number) => 1 / step };
      return fit(model, diffusion.with({ predict: "v" }).loss, { ...options, over: earlier, metrics });
    },
  },
];
