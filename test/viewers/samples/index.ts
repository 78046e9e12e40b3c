// A valid output for each mime type that has a viewer, and for each kind within it. Whoever adds a viewer adds its cells
// here: the tests beside this folder then open it, damage it, and hold it to what holds for all.
import { comparisons } from "./comparisons.ts";
import { figures } from "./figures.ts";
import { results } from "./results.ts";
import { sampleOf, type Cell, type Sample } from "./sample.ts";
import { tensors } from "./tensors.ts";
import { training } from "./training.ts";
import { trajectories } from "./trajectories.ts";

export type { Sample } from "./sample.ts";

const cells: Cell[] = [...trajectories, ...comparisons, ...training, ...results, ...figures, ...tensors];

/** Runs all the cells, or those of one mime type. */
export async function samples(mime?: string): Promise<Sample[]> {
  const all: Sample[] = [];
  // One after the other: a cell's outputs go to the one host that there is.
  for (const cell of cells) if (mime === undefined || cell.mime === mime) all.push(await sampleOf(cell));
  return all;
}
