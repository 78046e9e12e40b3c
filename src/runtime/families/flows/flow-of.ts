import { tidy, type Scalar, type Tensor, type Tensor1D, type Tensor2D } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectInteger, shapeText, sizeOf } from "../../core/shape.ts";
import { expectLevels } from "../../diffusion/elbo/decoder.ts";
import { stream, type Stream } from "../../random/index.ts";
import { standardNormal, type Base } from "./base.ts";
import { bitsPerDimOf } from "./bits-per-dim.ts";
import { chain } from "./chain.ts";
import { expectContext } from "./expect-context.ts";
import type { BitsOptions, Flow } from "./flow.ts";
import { levelsOf } from "./levels.ts";
import type { FlowLayer, Move } from "./layer.ts";
import { expectExamples, shapeOf } from "./shape-of.ts";

export interface FlowOptions {
  /** Numbers in one example; or its shape, such as [8, 8, 1]. */
  dim?: number;
  shape?: readonly number[];
  /** The first one is next to the data. */
  layers: readonly FlowLayer[];
  /** Where they lead to; N(0, I) unless given. It stays yours. */
  base?: Base;
  /** Numbers that each example is told of; 0 unless given. */
  context?: number;
  /** For data on this many levels from -1 to 1: loss and bits are those of the levels' probabilities. */
  levels?: number;
  /** What it is, for a title. */
  title?: string;
}

const names = ["dim", "shape", "layers", "base", "context", "levels", "title"];

/**
 * A flow of layers: ln p(x) = ln base(z) + the sum of the layers' ln |det|, Rezende and Mohamed (1505.05770), equation 7,
 * from data to noise. The layers are the flow's from now on. Throws a RangeError where their shapes do not fit.
 */
export function flow(options: FlowOptions): Flow {
  expectOptions("flow", options, names);
  const { layers, context = 0, title = "Flow" } = options;
  const shape = shapeOf("A flow", options);
  expectInteger("context", context, 0);
  const levels = options.levels === undefined ? null : levelsOf(options.levels);
  const whole = chain(layers, title);
  const noiseShape = whole.shape(shape);
  const { base = standardNormal(noiseShape) } = options;
  if (shapeText(base.eventShape) !== shapeText(noiseShape)) {
    throw new RangeError(
      `The layers lead to shape ${shapeText(noiseShape)}, and a draw of ${base.name} has ${shapeText(base.eventShape)}`,
    );
  }

  const told = (x: Tensor, given: Tensor2D | undefined): Tensor2D | undefined => {
    if (given && context === 0)
      throw new TypeError(`${title} takes no context: make it with { context: the size of one }`);
    return expectContext(title, context, x, given);
  };
  const moved =
    (move: Move, wanted: readonly number[]): Move =>
    (x, given) => {
      expectExamples(title, wanted, x);
      return move(x, told(x, given));
    };
  const forward = moved(whole.forward, shape);
  const inverse = moved(whole.inverse, noiseShape);
  const dims = sizeOf(shape);
  const volume = levels ? dims * Math.log(levels.width) : 0;

  const logProb: Flow["logProb"] = (x, given) =>
    tidy(() => {
      const { y, logDet } = forward(x, given);
      return base.logProb(y).add<Tensor1D>(logDet);
    });
  const sampleWithLogProb: Flow["sampleWithLogProb"] = (random, n, given) => {
    expectInteger("n", n, 1);
    return tidy(() => {
      const z = base.sample(random, [n]);
      const { y, logDet } = inverse(z, given);
      return { x: y, logProb: base.logProb(z).sub<Tensor1D>(logDet) };
    });
  };
  /** ln of the probability of a level, or of the density where there are none. */
  const logMass = (x: Tensor, random: Stream, given: Tensor2D | undefined): Tensor1D =>
    levels ? logProb(levels.spread(x, random), given).add<Tensor1D>(volume) : logProb(x, given);

  const all = Object.values(whole.weights);
  const made: Flow = Object.assign((x: Tensor) => tidy(() => forward(x).y), {
    title,
    weights: whole.weights,
    size: all.reduce((size, weight) => size + weight.size, 0),
    dispose: whole.dispose,
    shape,
    base,
    layers,
    passes: whole.passes,
    forward,
    inverse,
    logProb,
    sample: (random: Stream, n: number, given?: Tensor2D) =>
      tidy(() => sampleWithLogProb(random, n, given).x),
    sampleWithLogProb,
    async bitsPerDim(x: Tensor, { context: given, seed = 0, signal, show }: BitsOptions = {}) {
      expectExamples(title, shape, x);
      told(x, given);
      if (levels) expectLevels(Float32Array.from(await x.data()), levels.count, title);
      const random = stream(seed);
      return bitsPerDimOf(
        x,
        (part, first) => logMass(part, random, given?.slice([first, 0], [part.shape[0], given.shape[1]])),
        { signal, show },
      );
    },
    loss(trained: Flow, batch: Tensor, random: Stream, condition?: Tensor): Scalar {
      // The loss of one flow is that of any other, which knows its own levels.
      if (trained !== made) return trained.loss(trained, batch, random, condition);
      expectExamples(title, shape, batch);
      return tidy(() => {
        const given = condition as Tensor2D | undefined; // its shape is checked on the way
        const seen = levels ? levels.spread(batch, random) : batch;
        if (whole.start?.due()) whole.start.by(seen, told(batch, given));
        return logProb(seen, given).mean<Scalar>().add<Scalar>(volume).neg<Scalar>();
      });
    },
  });
  return made;
}
