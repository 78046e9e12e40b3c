import type { Tensor, TensorStatistics } from "../../protocol/index.ts";
import { icon } from "../controls/icons.ts";
import { h, svg } from "../dom/element.ts";
import { minus, whole } from "../text/number.ts";
import { bytesText, shortText } from "./value-text.ts";

const tiny = { width: 60, height: 14 };

/** The first line: what the tensor is, where its values lie, and loudly what is wrong with them. */
export function summary(tensor: Tensor, follows: boolean): HTMLElement {
  const { name, dtype, shape, bytes, backend, statistics, sampled } = tensor;
  const { moments } = statistics;
  const alarm = alarmText(tensor);
  const reading = (label: string, value: number): HTMLElement =>
    h("span", { class: "nb-line" }, h("span", { class: "nb-2" }, label), ` ${shortText(value)}`);
  const stats = h(
    "div",
    { class: "nb-tensor-stats nb-small" },
    ...(moments
      ? [
          h(
            "span",
            { class: "nb-tensor-range", title: "Least and greatest value, and how the values are spread" },
            h("span", {}, shortText(moments.min)),
            tinyHistogram(statistics),
            h("span", {}, shortText(moments.max)),
          ),
          reading("mean", moments.mean),
          reading("std", moments.std),
        ]
      : [h("span", { class: "nb-2" }, shape.includes(0) ? "no values" : "no finite value")]),
    sampled && sampleNote(sampled.of, sampled.pending && follows),
  );
  return h(
    "div",
    { class: "nb-tensor-summary" },
    h(
      "div",
      { class: "nb-tensor-what" },
      name === null ? null : h("span", { class: "nb-title nb-cut", title: name }, name),
      h("span", { class: "nb-code nb-line" }, `${dtype} [${shape.join(", ")}]`),
      h("span", { class: "nb-2 nb-small nb-line" }, bytesText(bytes)),
      h(
        "span",
        { class: "nb-2 nb-small nb-line nb-tensor-backend" },
        backend === "memory" ? "in memory" : backend,
      ),
    ),
    stats,
    alarm && h("span", { class: "nb-alarm nb-push", role: "alert" }, icon("warn", 14), alarm),
  );
}

/** Says of a large tensor that not all of its values have been read, and whether that is under way. */
const sampleNote = (of: number, follows: boolean): HTMLElement =>
  h(
    "span",
    {
      class: "nb-2 nb-sampled",
      title: follows
        ? "All values are being read; what holds of them takes this place."
        : "The statistics of all values were not computed: the tensor was freed, or the cell or its kernel ended, before all were read.",
    },
    follows ? `of ${whole(of)} sampled, reading all` : `of ${whole(of)} sampled`,
  );

/** "3 NaN, 1 +Inf", "all zero"; null where nothing is wrong. */
export function alarmText({ statistics, sampled }: Pick<Tensor, "statistics" | "sampled">): string | null {
  const { finite, zeros } = statistics;
  const most = (kind: "nan" | "plusInf" | "minusInf"): number =>
    Math.max(statistics[kind], sampled?.found[kind] ?? 0);
  const bad = [
    [most("nan"), "NaN"],
    [most("plusInf"), "+Inf"],
    [most("minusInf"), minus("-Inf")],
  ] as const;
  const found = bad.filter(([many]) => many > 0).map(([many, what]) => `${whole(many)} ${what}`);
  if (found.length) return (sampled ? "at least " : "") + found.join(", ");
  return finite > 1 && zeros === finite && !sampled ? "all zero" : null;
}

function tinyHistogram({ histogram }: TensorStatistics): SVGElement | null {
  if (!histogram) return null;
  const most = Math.max(1, ...histogram.counts);
  const step = tiny.width / histogram.counts.length;
  const bars = histogram.counts.map((many, k) => {
    const height = many === 0 ? 0 : Math.max(1, (many / most) * tiny.height);
    const rect = { x: (k * step).toFixed(2), width: (step - (step > 3 ? 1 : 0)).toFixed(2) };
    return svg("rect", { ...rect, y: (tiny.height - height).toFixed(1), height: height.toFixed(1) });
  });
  return svg("svg", { class: "nb-tiny", ...tiny, "aria-hidden": "true" }, ...bars);
}
