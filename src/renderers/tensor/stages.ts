import { histogramStage } from "./histogram.ts";
import { lineStage } from "./line.ts";
import { matrixStage } from "./matrix.ts";
import { picturesStage } from "./pictures.ts";
import { scalarStage } from "./scalar.ts";
import type { Stage } from "./scene.ts";
import { valuesStage } from "./values.ts";
import type { Way } from "./ways.ts";

/** One stage for each way, made when it is first looked at. */
export function stagesOf(changed: () => void): { of(way: Way): Stage } {
  const made = new Map<Way, Stage>();
  const makers: Record<Way, () => Stage> = {
    Value: scalarStage,
    Line: () => lineStage(changed),
    Matrix: () => matrixStage(changed),
    Images: () => picturesStage(changed),
    Histogram: () => histogramStage(changed),
    Values: valuesStage,
  };
  return {
    of(way) {
      const stage = made.get(way) ?? makers[way]();
      made.set(way, stage);
      return stage;
    },
  };
}
