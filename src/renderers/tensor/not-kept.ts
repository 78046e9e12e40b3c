import type { Tensor } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import type { Host } from "../host.ts";
import { notice } from "../notice.ts";
import { rerunButton } from "../rerun.ts";
import { pickText } from "./slice.ts";

/** Said in the place of a slice of which the saved output holds nothing. */
export function notKept(host: Host, { preview, shape, stream }: Tensor): HTMLElement {
  const kept = preview.cuts.flatMap(({ start, step, count, block }, axis) => {
    if (block > 1 || (count === shape[axis] && step === 1)) return [];
    return [`${pickText({ kind: "range", start, step, count }, shape[axis])} of axis ${axis}`];
  });
  const detail = kept.length
    ? `It holds ${kept.join(", ")}.`
    : "It holds means of blocks, for which a step has no meaning.";
  const line = notice(
    { tone: "info", finding: "This slice is not in the saved output.", detail },
    ...rerunButton("Run cell again", stream, host),
  );
  return h("div", { class: "nb-not-kept" }, line);
}
