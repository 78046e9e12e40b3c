import type { TensorStatistics } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { whole } from "../text/number.ts";
import { shortText } from "./value-text.ts";

/** Extremes, quantiles, zeros and standardized moments as a row of names and numbers. */
export function histogramNumbers({ moments, quantiles, finite, zeros }: TensorStatistics): HTMLElement[] {
  if (!moments) return [];
  const { min, max, skew, kurtosis } = moments;
  const about = quantiles && quantiles.of < finite ? "about " : "";
  const stat = (name: string, value: number, before = ""): HTMLElement =>
    h(
      "div",
      { class: "nb-stat" },
      h("span", { class: "nb-2 nb-small" }, name),
      h("span", { class: "nb-strong" }, `${before}${name === "zeros" ? whole(value) : shortText(value)}`),
    );
  return [
    stat("min", min),
    ...(quantiles
      ? [
          stat("1 %", quantiles.p1, about),
          stat("median", quantiles.median, about),
          stat("99 %", quantiles.p99, about),
        ]
      : []),
    stat("max", max),
    stat("zeros", zeros),
    ...(skew === null ? [] : [stat("skew", skew)]),
    ...(kurtosis === null ? [] : [stat("kurtosis", kurtosis)]),
  ];
}
