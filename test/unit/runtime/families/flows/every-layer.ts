import {
  actNorm,
  autoregressive,
  chain,
  coupling,
  flatten,
  inverted,
  invertibleLinear,
  logit,
  planar,
  rationalQuadratic,
  reversal,
  splitOff,
  squeeze,
  type FlowLayer,
} from "../../../../../src/runtime/families/index.ts";

export interface LayerCase {
  readonly what: string;
  readonly make: () => FlowLayer;
  readonly shape: readonly number[];
  /** How many times as far as the standard normal distribution a float32 still finds the way back; 6 unless given. */
  readonly far?: number;
  /** Entries of the context, where the layer takes one. */
  readonly context?: number;
}

const spline = rationalQuadratic({ bins: 5, bound: 3 });
const small = { width: 12, depth: 2 };

/** Every kind of layer, by what it is called in a failure. */
export const everyLayer: readonly LayerCase[] = [
  { what: "planar of 1", make: () => planar({ dim: 1 }), shape: [1] },
  { what: "planar of 3", make: () => planar({ dim: 3 }), shape: [3] },
  { what: "inverted planar", make: () => inverted(planar({ dim: 3 })), shape: [3] },
  { what: "affine coupling of 2", make: () => coupling({ channels: 2, ...small }), shape: [2] },
  {
    what: "flipped affine coupling of 5",
    make: () => coupling({ channels: 5, flip: true, ...small }),
    shape: [5],
  },
  { what: "spline coupling of 3", make: () => coupling({ channels: 3, by: spline, ...small }), shape: [3] },
  {
    what: "coupling with a context",
    make: () => coupling({ channels: 3, context: 2, ...small }),
    shape: [3],
    context: 2,
  },
  {
    what: "coupling of an image",
    make: () => coupling({ channels: 3, image: true, width: 6 }),
    shape: [2, 3, 3],
  },
  {
    what: "spline coupling of an image with a context",
    make: () => coupling({ channels: 2, image: true, flip: true, by: spline, width: 6, context: 1 }),
    shape: [2, 2, 2],
    context: 1,
  },
  { what: "autoregressive of 1", make: () => autoregressive({ dim: 1, ...small }), shape: [1] },
  { what: "autoregressive of 4", make: () => autoregressive({ dim: 4, ...small }), shape: [4] },
  {
    what: "spline autoregressive with a context",
    make: () => autoregressive({ dim: 3, by: spline, context: 2, ...small }),
    shape: [3],
    context: 2,
  },
  { what: "inverted autoregressive", make: () => inverted(autoregressive({ dim: 3, ...small })), shape: [3] },
  { what: "activation normalization", make: () => actNorm({ channels: 3 }), shape: [2, 2, 3] },
  { what: "reversal", make: () => reversal(), shape: [4] },
  { what: "invertible linear of 1", make: () => invertibleLinear({ channels: 1 }), shape: [1] },
  { what: "invertible linear of 5", make: () => invertibleLinear({ channels: 5 }), shape: [5] },
  {
    what: "invertible convolution",
    make: () => invertibleLinear({ channels: 3, place: 2 }),
    shape: [2, 2, 3],
  },
  {
    what: "a chain",
    make: () => chain([actNorm({ channels: 3 }), coupling({ channels: 3, ...small }), reversal()]),
    shape: [3],
  },
  { what: "squeeze", make: () => squeeze(), shape: [4, 2, 2] },
  { what: "logit", make: () => logit({ from: -60, to: 60 }), shape: [3], far: 1.5 },
  {
    what: "split",
    make: () => {
      const half = [2, 2, 2];
      const rest = chain([coupling({ channels: 2, image: true, width: 6 }), flatten({ shape: half })]);
      return splitOff({ shape: [2, 2, 4], rest });
    },
    shape: [2, 2, 4],
  },
];
