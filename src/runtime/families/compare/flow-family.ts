import { sizeOf } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";
import type { Flow } from "../flows/flow.ts";
import { glow } from "../flows/glow.ts";
import { splineFlow } from "../flows/spline-flow.ts";
import type { Family } from "./family.ts";
import { fitted } from "./fitted.ts";

/** What a flow is made for. */
export interface FlowMaking {
  readonly shape: readonly number[];
  readonly levels: number | undefined;
  readonly seed: number;
}

/**
 * Normalizing flows: of vectors a neural spline flow, of images Glow, unless `make` makes another. Its likelihood is exact; of
 * data on levels it is a bound, for one draw of the noise that spreads them.
 */
export const flowFamily = ({ make = usual }: { make?: (of: FlowMaking) => Flow } = {}): Family => ({
  name: "flow",
  async train(training) {
    const { data, levels, seed } = training;
    const shape = data.shape.slice(1);
    const dims = sizeOf(shape);
    const model = make({ shape, levels, seed });
    return {
      ...(await fitted(model, model.loss, training)),
      sample: async (n, from) => Promise.resolve(model.sample(stream(from), n)),
      async logLikelihood(x, signal) {
        const { mean, error } = await model.bitsPerDim(x, { seed, ...(signal && { signal }) });
        const nats = dims * Math.LN2;
        const kind = levels === undefined ? "exact" : "lower bound";
        return { kind, nats: mean * nats, error: error === null ? null : error * nats };
      },
    };
  },
});

function usual({ shape, levels, seed }: FlowMaking): Flow {
  if (shape.length === 3) {
    const [height, width, channels] = shape;
    return glow({ shape: [height, width, channels], ...(levels !== undefined && { levels }), seed });
  }
  if (shape.length !== 1 || levels !== undefined)
    throw new TypeError(
      "The usual flows are of vectors without levels and of images: flowFamily({ make: ({ shape, levels, seed }) => ... }) takes others",
    );
  return splineFlow({ dim: shape[0], seed });
}
