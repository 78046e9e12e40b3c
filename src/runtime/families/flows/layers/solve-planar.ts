import { tidy, where, type Tensor, type Tensor1D } from "../../../core/tf.ts";
import { detach } from "../../../diffusion/loss/detach.ts";

const halvings = 22;
const newtonSteps = 4;

/**
 * The a [B] with a + c tanh(a + b) = target [B], for c above -1, where the left side rises throughout. It lies within |c|
 * of the target; that bracket is halved until it is small and then left to Newton's method, which may not leave it. No
 * gradient flows through it.
 */
export const solvePlanar = (target: Tensor1D, c: Tensor, b: Tensor): Tensor1D =>
  tidy(() => {
    const [to, by, shift] = [target, c, b].map((one) => detach(one));
    const bend = (a: Tensor): Tensor => a.add(shift).tanh();
    let low = to.sub(by.abs());
    let high = to.add(by.abs());
    for (let i = 0; i < halvings; i++) {
      const middle = low.add(high).div(2);
      const above = middle.add(bend(middle).mul(by)).greater(to);
      [low, high] = [where(above, low, middle), where(above, middle, high)];
    }
    let a: Tensor = low.add(high).div(2);
    for (let i = 0; i < newtonSteps; i++) {
      const bent = bend(a);
      const slope = bent.square().neg().add(1).mul(by).add(1);
      a = a
        .sub(a.add(bent.mul(by)).sub(to).div(slope))
        .maximum(low)
        .minimum(high);
    }
    return a as Tensor1D; // of the shape of the target
  });
