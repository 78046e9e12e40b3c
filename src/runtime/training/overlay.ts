import type { EarlierRun, Overlay } from "../../protocol/training.ts";
import { thin } from "../display/thin.ts";
import { movingAverage, series, seriesOf } from "./history.ts";
import type { LossIdentity, RunRecord } from "./record.ts";

/** Runs that are shown beside one that trains. */
export const mostEarlier = 3;
/** Steps that are kept of each: several of them are saved with the notebook. */
const mostKept = 1000;

/** Earlier runs as they travel, with what they can be compared by. Throws a RangeError for more than can be told apart. */
export function overlayOf(records: readonly RunRecord[], identity: LossIdentity): Overlay {
  if (records.length > mostEarlier)
    throw new RangeError(
      `over takes up to ${mostEarlier} earlier runs, not ${records.length}: more lines are not told apart`,
    );
  const how = comparison(records, identity);
  return { ...how, runs: records.map((record) => earlier(record, how.by)) };
}

/** By what runs can be compared: their loss, where it weighs the same errors alike, else the simple error of eps. */
export function comparison(
  records: readonly RunRecord[],
  identity: LossIdentity,
): Pick<Overlay, "by" | "why"> {
  const all = records.length > 1 ? "all" : "both";
  if (records.every((record) => alike(record.identity, identity)))
    return { by: "loss", why: `weighted alike in ${all}, so that they can be compared` };
  const { nature } = identity;
  const unknown = [{ name: "this run", identity }, ...records].find((run) => run.identity.nature === null);
  if (nature === null || unknown)
    return {
      by: null,
      why:
        `not overlaid: nothing says that the losses measure the same. Where they do, give ${all} runs the same ` +
        "`measure`",
    };
  const others = records.find((record) => !record.identity.nature?.sameLevels(nature));
  if (others)
    return {
      by: null,
      why: `not overlaid: “${others.name}” is trained on other levels of noise, where errors are of another size`,
    };
  return records.every(({ history }) => history.eps.length > 0)
    ? { by: "eps", why: `the simple error of eps of ${all}: each is trained on a weighting of its own` }
    : {
        by: null,
        why: "not overlaid: the losses are weighted differently, and not all know their error of eps",
      };
}

const alike = (a: LossIdentity, b: LossIdentity): boolean =>
  a.loss === b.loss ||
  (a.measure !== null && a.measure === b.measure) ||
  (a.nature !== null && b.nature !== null && a.nature.alike(b.nature));

function earlier({ name, steps, progress, history }: RunRecord, by: Overlay["by"]): EarlierRun {
  const kept = thin([...history.steps.keys()], mostKept);
  const values = by === "eps" ? history.eps : history.loss;
  const smooth = by === "eps" ? movingAverage(history.eps) : history.smoothed;
  return {
    name,
    steps,
    progress,
    compared: seriesOf(history, values, kept),
    smooth: seriesOf(history, smooth, kept),
    gradNorm: series(history, "gradNorm", kept),
    learningRate: series(history, "learningRate", kept),
  };
}
