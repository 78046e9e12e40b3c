import { imageLayout, type Tensor } from "../../protocol/index.ts";
import { opensAsPictures } from "./window.ts";

/** A way to look at a tensor: the name of its tab. */
export type Way = "Value" | "Line" | "Matrix" | "Images" | "Histogram" | "Values";

/** The ways to look at a tensor of this shape, and the first of them. None where it has no values. */
export function waysOf(tensor: Tensor): { ways: readonly Way[]; first: Way } {
  const { shape } = tensor;
  if (shape.length === 0) return { ways: ["Value"], first: "Value" };
  if (shape.includes(0)) return { ways: [], first: "Values" };
  const ways: Way[] = [
    shape.length === 1 ? "Line" : "Matrix",
    ...(imageLayout(shape) ? ["Images" as const] : []),
    "Histogram",
    "Values",
  ];
  // A difference of pictures is none.
  return { ways, first: !tensor.compared && opensAsPictures(tensor) ? "Images" : ways[0] };
}

/** Whether a way shows the slice, so that the slice can be written and moved. */
export const isSliced = (way: Way): boolean => way === "Matrix" || way === "Values" || way === "Line";
