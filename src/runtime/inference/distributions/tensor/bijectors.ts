import { tidy, type Tensor } from "../../../core/tf.ts";
import type { Parameter } from "./distribution.ts";

/** A smooth map of tensors, entry by entry, that can be undone; gradients flow through it. */
export interface TensorBijector {
  readonly name: string;
  forward(x: Tensor): Tensor;
  inverse(y: Tensor): Tensor;
  /** ln |dy/dx| of each entry. */
  logDet(x: Tensor): Tensor;
}

/** y = e^x. */
export const expBijector: TensorBijector = {
  name: "exp",
  forward: (x) => x.exp(),
  inverse: (y) => y.log(),
  logDet: (x) => x.clone(),
};

/** y = ln(1 + e^x). */
export const softplusBijector: TensorBijector = {
  name: "softplus",
  forward: (x) => x.softplus(),
  inverse: (y) => tidy(() => y.neg<Tensor>().expm1<Tensor>().neg<Tensor>().log<Tensor>().add(y)),
  logDet: (x) => tidy(() => x.neg<Tensor>().softplus<Tensor>().neg()),
};

/** y = 1 / (1 + e^-x). */
export const sigmoidBijector: TensorBijector = {
  name: "sigmoid",
  forward: (x) => x.sigmoid(),
  inverse: (y) => tidy(() => y.log<Tensor>().sub(y.neg<Tensor>().log1p())),
  logDet: (x) => tidy(() => x.softplus<Tensor>().add<Tensor>(x.neg<Tensor>().softplus()).neg()),
};

/** y = shift + scale x: 0 and 1 unless given. */
export function affineBijector({
  shift = 0,
  scale = 1,
}: { shift?: Parameter; scale?: Parameter } = {}): TensorBijector {
  return {
    name: "affine",
    forward: (x) => tidy(() => x.mul<Tensor>(scale).add(shift)),
    inverse: (y) => tidy(() => y.sub<Tensor>(shift).div(scale)),
    logDet: (x) => tidy(() => x.zerosLike().add<Tensor>(scale).abs<Tensor>().log()),
  };
}
