import type { Closeness } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { notice } from "../notice.ts";
import { whole } from "../text/number.ts";
import { shortText } from "./value-text.ts";

/** Whether two tensors are close, by which tolerance, and where they differ most. */
export function verdict(closeness: Closeness): HTMLElement {
  const { far, of, largest } = closeness;
  const within = `rtol ${shortText(closeness.rtol)}, atol ${shortText(closeness.atol)}`;
  const equal = far === 0 && (largest === null || largest.by === 0);
  const finding = equal ? "Equal" : far === 0 ? "Close" : "Not close";
  const detail = equal
    ? "every value is the same in both"
    : far === 0
      ? `every difference is within ${within}`
      : `${whole(far)} of ${whole(of)} values differ by more than ${within}`;
  return h(
    "div",
    { class: "nb-verdict" },
    notice({ tone: far === 0 ? "done" : "warn", finding, detail }),
    h("div", { class: "nb-2 nb-small" }, differences(closeness).join("; ")),
  );
}

/** "largest difference 0.0012 at [3, 17]: 0.0111 and 0.0123", and what else is to be said of how far they are apart. */
export function differences({ largest, relative, ulps, unlike }: Closeness): string[] {
  const at = (words: string, place: Closeness["largest"]): string[] => {
    if (!place || place.by === 0) return [];
    const [a, b] = place.values;
    return [
      `${words} ${shortText(place.by)} at [${place.index.join(", ")}]: ${shortText(a)} and ${shortText(b)}`,
    ];
  };
  return [
    ...at("largest difference", largest),
    ...at("largest relative difference", relative),
    ...(ulps ? [`at most ${whole(ulps)} float32 ${ulps === 1 ? "step" : "steps"} apart`] : []),
    ...(unlike > 0
      ? [`${whole(unlike)} ${unlike === 1 ? "pair has" : "pairs have"} NaN or Inf that the other has not`]
      : []),
  ];
}
