// The runtime's own networks with a loss of theirs, small enough for every backend, each with its data.
import { digits, moons } from "../../src/runtime/data/index.ts";
import { gaussian } from "../../src/runtime/diffusion/index.ts";
import { mlp, unet, type Model } from "../../src/runtime/networks/index.ts";
import { linear } from "../../src/runtime/schedules/index.ts";
import type { Tensor } from "../../src/runtime/core/tf.ts";

export interface Problem {
  name: string;
  model: Model;
  data: Tensor;
  diffusion: ReturnType<typeof gaussian>;
}

export function problems(): Problem[] {
  const diffusion = gaussian({ schedule: linear({ steps: 100 }) });
  const images = digits().test.images.slice([0, 0, 0, 0], [16, -1, -1, -1]);
  const [, height, width, channels] = images.shape;
  return [
    { name: "mlp", model: mlp({ dim: 2, width: 16, depth: 2 }), data: moons(256), diffusion },
    {
      name: "unet",
      model: unet({ shape: [height, width, channels], channels: [8, 16] }),
      data: images,
      diffusion,
    },
  ];
}
