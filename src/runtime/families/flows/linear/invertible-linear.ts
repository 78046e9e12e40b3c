import {
  dispose,
  eye,
  matMul,
  tensor,
  tidy,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "../../../core/tf.ts";
import { expectInteger } from "../../../core/shape.ts";
import { expectOptions } from "../../../core/options.ts";
import { weightMaker } from "../../../networks/weights.ts";
import { constant } from "../constant.ts";
import { expectChannels } from "../expect-vector.ts";
import type { FlowLayer } from "../layer.ts";
import { sameForEach } from "../log-det.ts";
import { luOf } from "./lu.ts";
import { rotation } from "./rotation.ts";
import { triangularInverse } from "./triangular-inverse.ts";

/**
 * The last axis times a learned matrix W = P L (U + diag(s)), on images an invertible 1 x 1 convolution: Glow
 * (1807.03039), equations 10 and 11. It starts as a rotation. P and the signs of s stay what they were; they and the
 * rotation come from `place` alone, so that weights fit any layer of the same size and place. Layers of one flow differ
 * in theirs.
 */
export function invertibleLinear(options: { channels: number; place?: number }): FlowLayer {
  expectOptions("invertibleLinear", options, ["channels", "place"]);
  const { channels, place = 0 } = options;
  expectInteger("channels", channels, 1);
  expectInteger("place", place, 0);
  const square: [number, number] = [channels, channels];
  const start = luOf(rotation(channels, `flow rotation ${place}`));
  const make = weightMaker(0);
  const lower = make.constant("lower", square, 0);
  const upper = make.constant("upper", square, 0);
  const logScale = make.constant("logScale", [channels], 0);
  const where = (is: (row: number, column: number) => boolean): number[] =>
    start.packed.flatMap((row, i) => Array.from(row, (_, j) => (is(i, j) ? 1 : 0)));
  const permutation = constant<Rank.R2>(
    where((row, column) => start.order[column] === row),
    square,
  );
  const below = constant<Rank.R2>(where((row, column) => row > column), square); // prettier-ignore
  const above = constant<Rank.R2>(where((row, column) => row < column), square); // prettier-ignore
  const diagonal = start.packed.map((row, i) => row[i]);
  const signs = constant<Rank.R1>(diagonal.map(Math.sign), [channels]);
  tidy(() => {
    const packed = tensor(Float32Array.from(start.packed.flatMap((row) => [...row])), square);
    lower.assign(packed.mul(below));
    upper.assign(packed.mul(above));
    logScale.assign(tensor(diagonal.map((value) => Math.log(Math.abs(value)))));
  });

  const l = (): Tensor2D => lower.mul(below).add(eye(channels));
  const u = (): Tensor2D => upper.mul(above).add(eye(channels).mul(signs.mul(logScale.exp())));
  const times = (x: Tensor, matrix: Tensor2D): Tensor =>
    matMul(x.reshape<Tensor2D>([-1, channels]), matrix).reshape(x.shape);
  const logDet = (x: Tensor): Tensor1D =>
    sameForEach(logScale.sum().mul<Scalar>(x.size / x.shape[0] / channels), x.shape[0]);
  const name = "invertible linear";

  return {
    name,
    weights: make.all,
    passes: { forward: 1, inverse: 1 },
    shape: (before) => expectChannels(name, channels, before),
    forward: (x) => tidy(() => ({ y: times(x, matMul(permutation, matMul(l(), u()))), logDet: logDet(x) })),
    inverse: (y) =>
      tidy(() => {
        const ofUpper = triangularInverse(u().transpose<Tensor2D>()).transpose<Tensor2D>();
        const back = matMul<Tensor2D>(ofUpper, matMul(triangularInverse(l()), permutation, false, true));
        return { y: times(y, back), logDet: logDet(y).neg() };
      }),
    dispose: () => dispose([...Object.values(make.all), permutation, below, above, signs]),
  };
}
