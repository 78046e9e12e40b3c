import { pairAt, pairsOf } from "../../../protocol/graph-trajectory.ts";
import { shapeText } from "../../core/shape.ts";
import type { GraphFrame, Graphs } from "../../samplers/graph-frame.ts";
import { numbersOf, type Numbers } from "../tensor/numbers.ts";

/** What a batch of graphs must be like. */
export interface GraphShape {
  readonly batch: number;
  readonly nodes: number;
}

/** Classes of nodes, [batch, nodes], and of pairs i < j, [batch, pairs]. */
export interface Read extends GraphShape {
  readonly classes: ArrayLike<number>;
  readonly pairs: ArrayLike<number>;
}

/** How many classes there are of each. */
export interface ClassCounts {
  readonly nodes: number;
  readonly edges: number;
}

/** Reads a frame's graphs, and the predicted ones, without blocking. Throws a TypeError or RangeError that says what does not fit. */
export async function readGraphs(
  frame: GraphFrame,
  classes: ClassCounts,
): Promise<{ now: Read; x0: Read | null }> {
  const now = await readSome(frame, `step ${frame.step}`, classes);
  if (!frame.x0) return { now, x0: null };
  const x0 = await readSome(frame.x0, `the x0 of step ${frame.step}`, classes);
  if (x0.batch !== now.batch || x0.nodes !== now.nodes)
    throw new RangeError(
      `The x0 of step ${frame.step} has ${x0.batch} graphs of ${x0.nodes} nodes where the step has ${now.batch} of ${now.nodes}`,
    );
  return { now, x0 };
}

async function readSome(graphs: Graphs, whose: string, counts: ClassCounts): Promise<Read> {
  const found = await numbersOf(graphs.nodes);
  if (!found || found.shape.length < 1 || found.shape.length > 2)
    throw new TypeError(
      `The nodes of ${whose} must be classes of shape [B, N] or [N]${found ? `, not ${shapeText(found.shape)}` : ""}`,
    );
  const [nodes, batch = 1] = found.shape.toReversed();
  const edges = await numbersOf(graphs.edges);
  if (!edges || edges.values.length !== batch * nodes * nodes || edges.shape.at(-1) !== nodes)
    throw new RangeError(
      `The edges of ${whose} must be classes of shape [${batch}, ${nodes}, ${nodes}]${edges ? `, not ${shapeText(edges.shape)}` : ""}`,
    );
  expectClasses(found, counts.nodes, { least: -1, what: `node of ${whose}` });
  return {
    batch,
    nodes,
    classes: found.values,
    pairs: pairsIn(edges, { batch, nodes }, counts.edges, whose),
  };
}

/** The pairs of each graph once. Throws where its two directions differ: an edge with a direction would be drawn without. */
function pairsIn(
  { values }: Numbers,
  { batch, nodes }: GraphShape,
  classes: number,
  whose: string,
): Uint8Array {
  const size = pairsOf(nodes);
  const pairs = new Uint8Array(batch * size);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < nodes; i++)
      for (let j = i + 1; j < nodes; j++) {
        const [there, back] = [values[(b * nodes + i) * nodes + j], values[(b * nodes + j) * nodes + i]];
        if (there !== back)
          throw new RangeError(
            `The edges of ${whose} differ by direction: from node ${i} to ${j} of graph ${b} the class is ${there}, back it is ${back}. ` +
              "Graphs without direction are shown.",
          );
        if (!(Number.isInteger(there) && there >= 0 && there < classes))
          throw new RangeError(
            `The edge ${i}–${j} of ${whose} has the class ${there} of ${classes} classes of edges`,
          );
        pairs[b * size + pairAt(nodes, i, j)] = there;
      }
  return pairs;
}

function expectClasses(
  { values }: Numbers,
  classes: number,
  { least, what }: { least: number; what: string },
): void {
  for (let i = 0; i < values.length; i++)
    if (!(Number.isInteger(values[i]) && values[i] >= least && values[i] < classes))
      throw new RangeError(`A ${what} has the class ${values[i]}, of ${classes} classes of nodes`);
}
