import { concat, dispose, tidy, zeros, type Rank, type Tensor, type Tensor1D } from "../../../core/tf.ts";
import type { OdeOptions } from "../../../core/ode/index.ts";
import { workBar } from "../../../display/work-bar.ts";
import { standardNormal } from "../base.ts";
import { divergenceBy, type ProbeOptions } from "./divergence.ts";
import { transport } from "./transport.ts";

/** dx/dt of x [n, ...] at t from 0, data, to 1, noise, told of each example what its row of the condition says. */
export type Velocity = (x: Tensor, t: number, condition?: Tensor) => Tensor;

export interface DensityOptions extends Pick<OdeOptions, "rtol" | "atol" | "maxSteps" | "signal"> {
  probes: Omit<ProbeOptions, "first">;
  condition?: Tensor | undefined;
  /** Examples that are solved for at a time. */
  batch: number;
  show: boolean;
}

/**
 * ln p(x) of x [B, ...] under a velocity that leads it to N(0, I): ln N(x_1) + the integral of the divergence along the
 * way, Chen et al. (1806.07366), theorem 1.
 */
export async function logDensity(
  velocity: Velocity,
  x: Tensor,
  { probes, condition, batch, show, ...ode }: DensityOptions,
): Promise<Tensor1D> {
  const [count] = x.shape;
  const found: Tensor1D[] = [];
  const bar = show ? workBar(Math.ceil(count / batch) * 100, "Likelihood") : null;
  try {
    for (let first = 0; first < count; first += batch) {
      const size = Math.min(batch, count - first);
      const part = rows(x, first, size);
      const told = condition && rows(condition, first, size);
      let percent = 0;
      const heard = (t: number): void => {
        const now = Math.round(100 * t);
        bar?.step(now - percent);
        percent = now;
      };
      try {
        found.push(await ofPart(velocity, part, told, { ...probes, first }, ode, heard));
      } finally {
        dispose(told ? [part, told] : [part]);
      }
    }
    return concat(found);
  } finally {
    dispose(found);
    bar?.end();
  }
}

const rows = (x: Tensor, first: number, size: number): Tensor =>
  x.slice([first, ...x.shape.slice(1).map(() => 0)], [size, ...x.shape.slice(1)]);

async function ofPart(
  velocity: Velocity,
  x: Tensor,
  condition: Tensor | undefined,
  probes: ProbeOptions,
  ode: Pick<OdeOptions, "rtol" | "atol" | "maxSteps" | "signal">,
  heard: (t: number) => void,
): Promise<Tensor1D> {
  const divergence = divergenceBy(x.shape, probes);
  const none = zeros<Rank.R1>([x.shape[0]]);
  const copies = condition?.tile([divergence.count, ...condition.shape.slice(1).map(() => 1)]);
  try {
    const [noise, growth] = await transport(
      (t, [at]) => {
        const found = divergence.of((many) => velocity(many, t, copies), at);
        return [found.velocity, found.divergence];
      },
      [x, none],
      { ...ode, from: 0, to: 1 },
      heard,
    );
    const logProb = tidy(() => standardNormal(x.shape.slice(1)).logProb(noise).add<Tensor1D>(growth));
    dispose([noise, growth]);
    return logProb;
  } finally {
    divergence.dispose();
    dispose(copies ? [none, copies] : [none]);
  }
}
