import { turn } from "../core/turn.ts";
import { compare, type Measure } from "./difference.ts";
import { evaluate, type Side } from "./evaluate.ts";
import { measureOf, precisionOf, type MeasureOptions } from "./measure.ts";
import { drawOf, type Grid, type Over } from "./over.ts";
import type { Part } from "./parts.ts";
import { joined } from "./pattern.ts";
import type { ErrorAt } from "./result.ts";
import { snapshot } from "./snapshot.ts";

export interface Sides {
  readonly left: Side<never>;
  readonly right: Side<never>;
}

export interface Checked {
  readonly measure: Measure;
  readonly precision: Part["precision"];
  readonly errors: readonly ErrorAt[];
  readonly points: number;
  readonly values: number;
  readonly belowFloor: number;
}

/** Compares both sides at every combination of the lists' values and every draw. */
export async function check(
  { left, right }: Sides,
  over: Over,
  grid: Grid,
  { draws, seed, ...options }: MeasureOptions & { draws: number; seed: number },
  signal: AbortSignal | null,
): Promise<Checked> {
  let measure: Measure | null = null;
  let precision: Part["precision"] = "float64";
  let points = 0;
  let values = 0;
  let belowFloor = 0;
  const errors: ErrorAt[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const drawn = drawOf(over, seed, draw);
    try {
      for (const combination of grid.combinations) {
        const point = { ...drawn.values, ...combination.values };
        const l = await evaluate(left, "left", point);
        const r = await evaluate(right, "right", point);
        if (!measure) {
          measure = measureOf([...l, ...r], options);
          precision = precisionOf([...l, ...r]);
        }
        const compared = compare(l, r, measure);
        points++;
        values += compared.values;
        belowFloor += compared.belowFloor;
        const { at } = combination;
        const before = errors.at(at);
        const pattern = before ? joined(before.pattern, compared.pattern) : compared.pattern;
        if (before && compared.worst.error <= before.error) errors[at] = { ...before, pattern };
        else {
          const { worst, around } = compared;
          const label = grid.axis?.labels[at] ?? "";
          errors[at] = { ...worst, around, pattern, at: label, draw, point: await snapshot(point) };
        }
        await turn(signal);
      }
    } finally {
      drawn.free();
    }
  }
  return { measure: measure!, precision, errors, points, values, belowFloor }; // there is a draw and a combination
}
