import { trajectoryMime } from "../../../src/protocol/index.ts";
import { tensor } from "../../../src/runtime/core/tf.ts";
import { digits, moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import { ddim, forward, type TokenFrame } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { edgeClasses, molecule, nodeClasses, settle, unmask } from "../../unit/runtime/display/toy-graphs.ts";
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

/** Three masks that are filled one after the other, each with its candidates before. */
async function* filling(): AsyncGenerator<TokenFrame> {
  const full = [1, 2, 3];
  const [steps, words] = [full.length, 4];
  for (let step = 0; step <= steps; step++) {
    const tokens = full.map((id, i) => (i < step ? id : 0));
    const odds = full.flatMap((id) => Array.from({ length: words }, (_, k) => (k === id ? 0.7 : 0.1)));
    yield await Promise.resolve({
      step,
      steps,
      t: 1 - step / steps,
      tokens,
      probs: step < steps ? tensor(odds, [1, steps, words]) : null,
    });
  }
}

export const trajectories: Cell[] = [
  {
    name: "points",
    mime,
    run: () => show(ddim(denoiser, { shape: [200, 2], steps: 20, seed: 1 }), { reference: moons(300) }),
  },
  {
    name: "points of space",
    mime,
    run: () => show(ddim(denoiser, { shape: [200, 3], steps: 20, seed: 1 })),
  },
  {
    name: "text",
    mime,
    run: () =>
      show(filling(), { about: { sampler: "masked", vocabulary: ["∅", "the", "way", "back"], mask: 0 } }),
  },
  {
    name: "graphs",
    mime,
    run: () =>
      show(settle(molecule, { batch: 2 }), {
        about: { sampler: "DiGress", options: [["steps", "8"]], nodeClasses, edgeClasses },
      }),
  },
  {
    name: "graphs, masked",
    mime,
    run: () =>
      show(unmask(molecule, { node: 3, edge: 4 }), {
        about: {
          sampler: "masked graphs",
          nodeClasses: [...nodeClasses, "mask"],
          edgeClasses: [...edgeClasses, "mask"],
          nodeMask: 3,
          edgeMask: 4,
        },
      }),
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
