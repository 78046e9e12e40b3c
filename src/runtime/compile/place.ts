import { host } from "../core/host.ts";

/** Frames of TensorFlow.js's and of ours between a kernel's call and the cell that asked for it, at most. */
const deepest = 100;

/** Where in a cell this is being done, such as " (cell 3, line 4)"; empty outside of a notebook. */
export function atPlace(): string {
  const notebook = host();
  if (!notebook) return "";
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = deepest;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const place = notebook.placeIn(stack);
  return place === null ? "" : ` (${place})`;
}
