import type { Stream } from "../../../../random/index.ts";
import type { Var } from "../../../vars/index.ts";

/** A map of R^dim onto itself that can be inverted, with parameters. */
export interface Layer {
  /** How many parameters it has. */
  readonly size: number;
  /** Parameters of a map close to one that changes nothing. */
  init(random: Stream): Float64Array;
  /** Where x goes, and ln of the absolute determinant there in nats. */
  forward(params: Var, x: Var): { readonly value: Var; readonly logDet: Var };
  /** What leads to y. */
  inverse(params: Float64Array, y: Float64Array): Float64Array;
}
