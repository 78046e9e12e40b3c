import type { Table } from "../../protocol/index.ts";
import { icon } from "../controls/icons.ts";
import { segments } from "../controls/segments.ts";
import type { Sorting } from "../controls/sorting.ts";
import { h } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import type { Host } from "../host.ts";
import { panelButton } from "../panel-button.ts";
import { minusInWords, whole } from "../text/number.ts";
import { installViewerStyles } from "../theme/styles.ts";
import type { View } from "../view.ts";
import { curveChart } from "./curve.ts";
import { grid, type Grid } from "./grid.ts";
import { comparable } from "./marginal.ts";
import { rowChart } from "./row-chart.ts";
import { sizeOfPng } from "./png.ts";
import styles from "./table.css";

/** Puts the output of one table together. What a person has chosen stays when it is updated. */
export function openTable(first: Table, host: Host): View<Table> {
  installViewerStyles("table", styles);
  let payload = first;
  let sorting: Sorting = null;
  let chosen: boolean | null = null;
  let drawnWidth = 0;
  let shown: Grid | null = null;
  const view = h("div", { class: "nb-view nb-tables" });
  const element = outputElement("table", first.title || first.lines[0] || "Table", view);
  const chart = h("div", { class: "nb-curve-chart" });
  let charts: ReturnType<typeof rowChart>[] = [];
  const size = new ResizeObserver(() => {
    if (view.clientWidth !== drawnWidth) drawCurve();
  });

  function draw(): void {
    const { title, lines, warnings, verdict, columns, rows, of, curve, pictures } = payload;
    if (sorting && sorting.column >= columns.length) sorting = null;
    const name = minusInWords(title || (lines.at(0) ?? ""));
    const others = title ? lines : lines.slice(1);
    const marginals = rows.map(({ marginal }) => marginal);
    const common = chosen ?? comparable(marginals);
    const some = marginals.filter((each) => each !== null).length > 1;
    const axes = segments(
      "Axis of the distributions",
      [
        ["common", "one axis"],
        ["own", "own axes"],
      ],
      (which) => {
        chosen = which === "common";
        draw();
        // What was pressed has been drawn anew.
        view.querySelector<HTMLElement>(".nb-segment[aria-pressed='true']")?.focus({ preventScroll: true });
      },
    );
    axes.choose(common ? "common" : "own");
    shown = grid(payload, { sorting, common, sorted: (next) => (sorting = next) });
    // Kept from one state to the next: a person may be reading one.
    charts = payload.charts.map((_, k) => charts.at(k) ?? rowChart());
    const focused = view.querySelector<HTMLElement>(":focus");
    view.replaceChildren(
      h(
        "div",
        // Without a name its buttons take no line of their own.
        { class: name || some ? "nb-bar nb-head" : "nb-bar nb-head nb-nameless" },
        h("span", { class: "nb-title", title: name }, name),
        h("div", { class: "nb-bar nb-push" }, some ? axes.element : null, ...panelButton(host)),
      ),
      ...warnings.map((text) => said("warn", text)),
      ...others.map((text) => h("div", { class: "nb-2 nb-said" }, minusInWords(text))),
      ...(verdict ? [said(verdict.holds ? "pass" : "info", verdict.text)] : []),
      shown.element,
      ...(rows.length < of
        ? [h("div", { class: "nb-2 nb-small" }, `The first ${whole(rows.length)} of ${whole(of)} rows.`)]
        : []),
      ...(curve
        ? [
            h(
              "div",
              { class: "nb-curve-panel" },
              h(
                "div",
                { class: "nb-small nb-2" },
                `${curve.name} by step, ${curve.unit}, with two standard errors${curve.end ? "; dashed, where it is in the end" : ""}`,
              ),
              chart,
            ),
          ]
        : []),
      ...charts.map((each) => each.element),
      ...pictures.map(picture),
    );
    // What had the focus stands there again.
    if (focused?.isConnected) focused.focus({ preventScroll: true });
    payload.charts.forEach((each, k) =>
      charts[k].draw(
        each,
        rows.map(({ cells }) => cells[0].text),
      ),
    );
    drawCurve();
  }

  function drawCurve(): void {
    drawnWidth = view.clientWidth;
    shown?.fit();
    charts.forEach((each) => each.draw());
    const { curve } = payload;
    if (curve && chart.clientWidth > 0) chart.replaceChildren(curveChart(curve, chart.clientWidth));
  }

  return {
    element,
    mounted() {
      draw();
      size.observe(view);
    },
    update(next) {
      payload = next;
      draw();
    },
    dispose: () => size.disconnect(),
  };
}

const said = (name: "warn" | "pass" | "info", text: string): HTMLElement =>
  h("div", { class: `nb-verdict ${name}`, role: "status" }, icon(name), h("span", {}, minusInWords(text)));

function picture({ caption, png }: Table["pictures"][number]): HTMLElement {
  const { width, height } = sizeOfPng(png) ?? {};
  return h(
    "figure",
    { class: "nb-figure" },
    h("img", { src: `data:image/png;base64,${png}`, alt: caption, width, height }),
    h("figcaption", { class: "nb-2 nb-small" }, caption),
  );
}
