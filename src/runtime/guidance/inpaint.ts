import type { Denoiser } from "../diffusion/index.ts";
import { expectOptions } from "../core/options.ts";
import { guided } from "./guided.ts";
import { expectRegion, patched, type Known } from "./region.ts";

/**
 * Inpainting by replacement, for any sampler: where data is known, x_0 is that data and eps what x_t then says. A
 * sampler keeps the known part on its way from its own noise to the data, exactly as the forward process would, and
 * the model sees it there (the replacement method of 2011.13456, section 5, and of 2204.03458). The two parts may not
 * agree: see `repaint`.
 *
 * Throws a RangeError in use where `known` or `mask` do not fit x_t.
 */
export function inpaint(denoiser: Denoiser, region: Known): Denoiser {
  expectOptions("Inpainting", region, ["known", "mask"]);
  const { known, mask } = region;
  return guided(denoiser.schedule, (xt, t) => {
    expectRegion(region, xt.shape);
    const { alpha, sigma } = denoiser.schedule.level(t);
    const { x0, eps } = denoiser(xt, t);
    // Without noise eps has no part in x_t.
    const noise = sigma > 0 ? patched(mask, xt.sub(known.mul(alpha)).div(sigma), eps) : eps;
    return { x0: patched(mask, known, x0), eps: noise };
  });
}
