import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { decimal } from "../../display/text.ts";
import type { Features, Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { namedRows } from "../look.ts";
import type { Work } from "../work.ts";
import { inBalls } from "./balls.ts";
import { shareHit, twoSets, type NeighbourOptions } from "./neighbours.ts";
import { squaredRadii } from "./radii.ts";

/** Both lie in [0, 1]. */
export interface PrecisionRecall {
  /** The share of samples that lie among the reference: how good they are. */
  readonly precision: number;
  /** The share of the reference that lies among the samples: how much of it they cover. */
  readonly recall: number;
  [displaySymbol](): MimeBundle;
}

/**
 * Improved precision and recall (1904.06991, equations 1 and 2): a set is the union of balls, closed ones, around its
 * features [N, D], each up to its k-th neighbour, 3 unless given. Both depend on N, so take as many of both sets (the paper
 * takes 50,000), and one outlier's large ball may hold many samples: see `densityCoverage`. Time goes with
 * (N1 + N2)^2 D. Throws a RangeError for k or fewer samples, other shapes and numbers that are not finite.
 */
export async function precisionRecall(
  samples: Features,
  reference: Features,
  { k = 3, signal }: NeighbourOptions = {},
): Promise<PrecisionRecall> {
  const [fake, real] = await twoSets("precisionRecall", samples, reference, k);
  const effort = (fake.count ** 2 + real.count ** 2 + 2 * fake.count * real.count) * fake.dim;
  const { precision, recall } = await inView("precision and recall", effort, both(fake, real, k), signal);
  return {
    precision,
    recall,
    [displaySymbol]: () =>
      namedRows("Precision and recall", [
        ["precision", decimal(precision)],
        ["recall", decimal(recall)],
      ]),
  };
}

function* both(fake: Points, real: Points, k: number): Work<{ precision: number; recall: number }> {
  const amongReal = yield* inBalls(real, yield* squaredRadii(real, k), fake, true);
  const amongFake = yield* inBalls(fake, yield* squaredRadii(fake, k), real, true);
  return { precision: shareHit(amongReal.holders), recall: shareHit(amongFake.holders) };
}
