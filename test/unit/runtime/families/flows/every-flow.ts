import {
  iaf,
  maf,
  planarFlow,
  realNvp,
  splineFlow,
  type Flow,
} from "../../../../../src/runtime/families/index.ts";

const small = { dim: 2, width: 12, depth: 2, layers: 2 };

/** Every flow of vectors that is not continuous, of two numbers, and how large random weights leave it smooth on a grid. */
export const everyFlow: readonly {
  readonly what: string;
  readonly make: () => Flow;
  readonly scale: number;
}[] = [
  { what: "Planar flow", make: () => planarFlow({ dim: 2, layers: 2 }), scale: 0.4 },
  {
    what: "Planar flow for samples",
    make: () => planarFlow({ dim: 2, layers: 2, closed: "samples" }),
    scale: 0.4,
  },
  { what: "RealNVP", make: () => realNvp(small), scale: 0.4 },
  { what: "MAF", make: () => maf(small), scale: 0.4 },
  { what: "IAF", make: () => iaf(small), scale: 0.4 },
  { what: "Spline coupling flow", make: () => splineFlow({ ...small, bins: 5, bound: 3 }), scale: 0.2 },
  {
    what: "Spline autoregressive flow",
    make: () => splineFlow({ ...small, kind: "autoregressive", bound: 4 }),
    scale: 0.2,
  },
];
