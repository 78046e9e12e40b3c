// Training steps that are compiled, and what watches the targets that their traces run on.
import type { Target } from "../../../src/runtime/compile/target.ts";
import { Targets } from "../../../src/runtime/compile/targets.ts";
import type { Trace } from "../../../src/runtime/compile/trace.ts";
import * as tf from "../../../src/runtime/core/tf.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { mlp, unet } from "../../../src/runtime/networks/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { fit } from "../../../src/runtime/training/index.ts";

export const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });

/** The benchmark's networks and batches, trained for so many steps. */
export async function train(which: "mlp" | "unet", steps: number): Promise<void> {
  const { loss } = diffusion;
  const options = { steps, show: false } as const;
  if (which === "mlp")
    await fit(mlp({ dim: 2, width: 128, depth: 3 }), loss, { data: tf.randomNormal([512, 2]), batch: 256, ...options }); // prettier-ignore
  else
    await fit(unet({ shape: [16, 16, 1] }), loss, { data: tf.randomNormal([64, 16, 16, 1]), batch: 32, ...options }); // prettier-ignore
}

type Run = Target["run"];

/** From here on each run of a trace's target is what `watched` makes of it. */
export function watchRuns(watched: (run: Run, trace: Trace, wanted: readonly number[]) => Run): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own `this` below.
  const plain = Targets.prototype.of;
  Targets.prototype.of = function (trace, wanted) {
    const target = plain.call(this, trace, wanted);
    const run = watched((externals) => target.run(externals), trace, wanted);
    return { run, dispose: () => target.dispose() };
  };
}
