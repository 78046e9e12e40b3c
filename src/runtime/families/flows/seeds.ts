import { stream } from "../../random/index.ts";

/** A seed for each of the layers of a flow, from the flow's own: a pure function of it and of the layer's number. */
export const seedOf = (seed: number, layer: number): number =>
  stream(seed)
    .split(layer)
    .integers(1, 2 ** 31)[0];
