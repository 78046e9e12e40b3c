import type { Trace } from "./trace.ts";

/** What TensorFlow takes to load a graph, by each kernel of the trace, and what part of a call a graph saves at least, both roughly. */
const cost = { milliseconds: 1.5, saved: 0.3 };

/**
 * Whether a graph makes up for its making in so many calls that take so many milliseconds each without it. Only graphs of
 * TensorFlow take time to make; NOISEBOOK_COMPILE "always" asks for them whatever they take.
 */
export const pays = ({ nodes }: Trace, calls: number, milliseconds: number): boolean =>
  !nodes[0]?.native ||
  process.env["NOISEBOOK_COMPILE"] === "always" ||
  calls * milliseconds * cost.saved >= cost.milliseconds * nodes.length;
