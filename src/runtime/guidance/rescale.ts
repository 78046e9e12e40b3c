import type { Tensor } from "../core/tf.ts";
import { stdOfEach, sumOfEach } from "./per-example.ts";

/** What keeps a division by the size of nothing at 0. */
const tiny = 1e-30;

/**
 * A guided output [B, ...] whose standard deviation is brought back, by the fraction `phi` of the way, to that of the
 * conditional one: Lin et al. (2305.08891), equations 15 and 16.
 */
export function rescaled(output: Tensor, conditional: Tensor, phi: number): Tensor {
  const ratio = stdOfEach(conditional).div(stdOfEach(output).maximum(tiny));
  return output.mul(ratio.mul(phi).add(1 - phi));
}

/**
 * The unconditional output [B, ...] times the s that brings it nearest to the conditional one, s = (c . u) / |u|^2:
 * CFG-Zero* (2503.18886), section 4.1.
 */
export const projected = (conditional: Tensor, unconditional: Tensor): Tensor =>
  unconditional.mul(
    sumOfEach(conditional.mul(unconditional)).div(sumOfEach(unconditional.square()).maximum(tiny)),
  );
