import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import type { Tensor } from "../core/tf.ts";

/** The samples that a shown sampler ended with. */
export interface Samples {
  /** Shape [B, ...]; yours to dispose. */
  readonly x: Tensor;
  /** Of graphs, whose nodes are `x`: the classes of the edges, [B, N, N]; yours to dispose as well. */
  readonly edges?: Tensor;
  /** Nothing: as a cell's last value it stands below the viewer that has shown it. */
  [displaySymbol](): MimeBundle;
}

export const samples = (x: Tensor, edges?: Tensor): Samples => ({
  x,
  ...(edges ? { edges } : {}),
  [displaySymbol]: () => ({}),
});
