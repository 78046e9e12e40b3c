import { expectInteger } from "../../../../core/shape.ts";

export interface FlowOptions {
  /** Units of the hidden layer of each layer's perceptron; four for each number, from 8 to 64, unless given. */
  width?: number;
}

export function widthOf(dim: number, { width = Math.min(64, Math.max(8, 4 * dim)) }: FlowOptions): number {
  expectInteger("width", width, 1);
  return width;
}
