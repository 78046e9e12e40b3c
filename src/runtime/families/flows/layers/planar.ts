import { dispose, tidy, type Scalar, type Tensor, type Tensor1D, type Tensor2D } from "../../../core/tf.ts";
import { expectInteger } from "../../../core/shape.ts";
import { expectOptions } from "../../../core/options.ts";
import { detach } from "../../../diffusion/loss/detach.ts";
import { weightMaker } from "../../../networks/weights.ts";
import { expectVector } from "../expect-vector.ts";
import type { FlowLayer } from "../layer.ts";
import { solvePlanar } from "./solve-planar.ts";

/** u . w stays above -1 by this much, so that a float32 can still find the way back. */
const margin = 1e-3;

/**
 * y = x + u tanh(w . x + b): planar flow (1505.05770), equations 10 to 12, with u changed along w so that it can be undone
 * (appendix A.1). The way back has no closed form: w . x is found by halving a bracket. It starts near the identity.
 */
export function planar(options: { dim: number; seed?: number }): FlowLayer {
  expectOptions("planar", options, ["dim", "seed"]);
  const { dim, seed = 0 } = options;
  expectInteger("dim", dim, 1);
  const make = weightMaker(seed);
  const u = make.normal("u", [dim, 1], 0.1);
  const w = make.normal("w", [dim, 1]);
  const b = make.constant("b", [1], 0);
  const name = "planar";

  /** u as it is used [1, dim], and u . w. */
  const along = (): { push: Tensor2D; c: Scalar } => {
    const dot = u.mul(w).sum<Scalar>();
    // softplus, moved so that u . w = 0 stays 0.
    const c = dot.add(Math.log(Math.expm1(1 - margin))).softplus().sub<Scalar>(1 - margin); // prettier-ignore
    const length = w.square().sum().maximum(1e-12);
    return { push: u.add(w.mul(c.sub(dot).div(length))).reshape([1, dim]), c };
  };
  const dotW = (x: Tensor): Tensor1D => x.matMul(w).reshape([x.shape[0]]);
  const logDet = (bent: Tensor, c: Scalar): Tensor1D => bent.square().neg().add(1).mul<Tensor1D>(c).log1p();
  const step = (bent: Tensor, push: Tensor2D): Tensor => bent.reshape([-1, 1]).mul(push);

  return {
    name,
    weights: make.all,
    passes: { forward: 1, inverse: 1 },
    shape: (before) => expectVector(name, dim, before),
    forward: (x) =>
      tidy(() => {
        const { push, c } = along();
        const bent = dotW(x).add(b).tanh();
        return { y: x.add(step(bent, push)), logDet: logDet(bent, c) };
      }),
    inverse: (y) =>
      tidy(() => {
        const { push, c } = along();
        const target = dotW(y);
        const found = detach(solvePlanar(target, c, b)) as Tensor1D; // of the shape of the target
        // One step of Newton's from the root: through it gradients flow as they do through the root itself.
        const bentThere = found.add(b).tanh();
        const slope = bentThere.square().neg().add(1).mul(c).add(1);
        const root = found.sub(found.add(bentThere.mul(c)).sub(target).div(detach(slope)));
        const bent = root.add(b).tanh();
        return { y: y.sub(step(bent, push)), logDet: logDet(bent, c).neg() };
      }),
    dispose: () => dispose([u, w, b]),
  };
}
