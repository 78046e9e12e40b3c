import { Tensor } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";
import type { Instant, Instants } from "../instant.ts";

/** What a target is made of. */
export type Known = Instants & { readonly x0: Tensor; readonly eps: Tensor; readonly xt: Tensor };
/** What an output is read with. */
export type Seen = Instants & { readonly output: Tensor; readonly xt: Tensor };

/**
 * What a network's output is regressed to and how it is read. Each function works entry by entry on data of any shape
 * [B, ...] and returns that shape; alpha, sigma, snr, logSnr and t broadcast over it.
 */
export interface Parameterization {
  readonly name: string;
  /** What the network regresses. */
  target(known: Known): Tensor;
  /** x_0 as the output implies it. */
  x0(seen: Seen): Tensor;
  /** eps as the output implies it. */
  eps(seen: Seen): Tensor;
  /** What x_t is multiplied by before the network sees it; 1 unless given. */
  readonly input?: ((at: Instant) => number) | undefined;
  /** What the network is given as its t. */
  readonly time?: ((at: Instant) => number) | undefined;
}

/**
 * A parameterization from what it regresses and how x_0 is read; eps then follows from x_t = alpha x_0 + sigma eps
 * unless it is given too. Throws a TypeError where a part is missing, and whenever a function gives back another shape.
 */
export function parameterization({
  name,
  target,
  x0,
  eps = (seen) => seen.xt.sub(seen.alpha.mul(x0(seen))).div(seen.sigma),
  input,
  time,
}: Pick<Parameterization, "name" | "target" | "x0"> & Partial<Parameterization>): Parameterization {
  // Cells may leave out what the type asks for.
  if (typeof (name as unknown) !== "string" || !name.trim()) {
    throw new TypeError('A parameterization needs a name: parameterization({ name: "v", target, x0 })');
  }
  for (const [part, value] of Object.entries<unknown>({ target, x0, eps })) {
    if (typeof value !== "function") {
      throw new TypeError(`Parameterization "${name}" needs a function ${part} that returns a tensor`);
    }
  }
  const checked =
    <From extends { readonly xt: Tensor }>(part: string, make: (from: From) => Tensor) =>
    (from: From): Tensor => {
      const made: unknown = make(from);
      const shape = shapeText(from.xt.shape);
      const found = isTensor(made) ? shapeText(made.shape) : typeof made;
      if (isTensor(made) && found === shape) return made;
      throw new TypeError(`${part} of parameterization "${name}" gives ${found} for data of shape ${shape}`);
    };
  return {
    name,
    target: checked("target", target),
    x0: checked("x0", x0),
    eps: checked("eps", eps),
    input,
    time,
  };
}

/** `instanceof` alone leaves the rank any. */
const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;
