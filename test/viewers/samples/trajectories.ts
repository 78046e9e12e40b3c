import { trajectoryMime } from "../../../src/protocol/index.ts";
import { digits, moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import { ddim, forward } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import type { Cell } from "./sample.ts";

const diffusion = gaussian({ schedule: linear({ steps: 20 }), predict: "x0" });
const denoiser = diffusion.denoiser((x) => x.mul(0.5));
const mime = trajectoryMime;

/** A sampler that is ended in its middle: what a saved notebook then holds. */
async function* untilHalf(run: ReturnType<typeof ddim>) {
  for await (const frame of run) {
    yield frame;
    if (frame.step === 10) throw new Error("stopped for the sample");
  }
}

export const trajectories: Cell[] = [
  {
    name: "points",
    mime,
    run: () => show(ddim(denoiser, { shape: [200, 2], steps: 20, seed: 1 }), { reference: moons(300) }),
  },
  {
    name: "digits, forward",
    mime,
    run: () =>
      show(forward(diffusion, digits().train.images.slice([0, 0, 0, 0], [16, -1, -1, -1]), { steps: 16 })),
  },
  {
    name: "pictures in colour",
    mime,
    run: () => show(ddim(denoiser, { shape: [3, 8, 12, 3], steps: 12, clip: [-1, 1], seed: 2 })),
  },
  {
    name: "points, failed",
    mime,
    run: () => {
      const run = ddim(denoiser, { shape: [50, 2], steps: 20, seed: 3 });
      return show(Object.assign(untilHalf(run), { about: run.about }));
    },
  },
];
