import { dispose, tidy, type Tensor } from "../core/tf.ts";
import { signalFor, turn } from "../core/turn.ts";
import type { Gaussian } from "../diffusion/index.ts";
import { noiseSource } from "../random/index.ts";
import { timesteps } from "../schedules/index.ts";
import type { Frame, Sampling } from "./frame.ts";

/**
 * The forward process as a run that can be shown: x_t of one noise eps at `steps` timesteps, from the data `x0`
 * [B, ...] (which stays yours) to T. Frames hold the true x_0 and eps; who owns their tensors is as for a sampler.
 */
export function forward(
  diffusion: Gaussian,
  x0: Tensor,
  { steps = 40, seed = 0, signal: given }: { steps?: number; seed?: number; signal?: AbortSignal } = {},
): Sampling {
  const rising = timesteps(diffusion.schedule.steps, steps, { spacing: "trailing" }).reverse();

  async function* frames(): AsyncGenerator<Frame, void, undefined> {
    const signal = signalFor(given);
    const { alpha, sigma } = diffusion.schedule;
    const data = x0.clone();
    const eps = noiseSource(seed)(x0.shape);
    let x = x0.clone();
    let handedOver = false;
    try {
      yield { step: 0, steps, t: -1, alpha: 1, sigma: 0, nfe: 0, x, x0: data, eps };
      for (const [i, t] of rising.entries()) {
        await turn(signal);
        x.dispose();
        x = tidy(() => diffusion.diffuse(data, t, eps));
        handedOver = i + 1 === steps;
        yield { step: i + 1, steps, t, alpha: alpha[t], sigma: sigma[t], nfe: 0, x, x0: data, eps };
      }
    } finally {
      dispose([data, eps, ...(handedOver ? [] : [x])]);
    }
  }

  return Object.assign(frames(), {
    about: { sampler: "Forward process", options: [["schedule", diffusion.schedule.name] as const] },
  });
}
