import type { Chains } from "../../protocol/index.ts";
import { chips } from "../chips.ts";
import { icon } from "../controls/icons.ts";
import type { Sorting } from "../controls/sorting.ts";
import { h } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import type { Host } from "../host.ts";
import { panelButton } from "../panel-button.ts";
import { installViewerStyles } from "../theme/styles.ts";
import type { View } from "../view.ts";
import styles from "./chains.css";
import { autocorrelation, ranks, trace } from "./charts.ts";
import { divergedOf, drawsOf } from "./draws-of.ts";
import { pairPanel } from "./pair-panel.ts";
import { tableOf, type Table } from "./table.ts";

/** Puts the output of one run together. */
export function openChains(first: Chains, host: Host): View<Chains> {
  installViewerStyles("chains", styles);
  let payload = first;
  let chosen = 0;
  let drawnWidth = 0;
  let table: Table | null = null;
  let sorting: Sorting = null;
  const view = h("div", { class: "nb-view nb-chains" });
  const element = outputElement("chains", "Draws of Markov chains", view);
  const size = new ResizeObserver(() => {
    if (view.clientWidth !== drawnWidth) drawCharts();
  });
  const panels = [panel("Draws in order"), panel("Ranks by chain"), panel("Autocorrelation by lag")] as const;
  const against = pairPanel();
  const name = h("span", { class: "nb-code nb-strong" });
  const note = h("span", { class: "nb-2" });

  function choose(index: number): void {
    chosen = index;
    table?.choose(index);
    drawCharts();
  }

  function draw(): void {
    // Read all of them once: what is damaged is said before anything is shown.
    payload.numbers.forEach((_, index) => [drawsOf(payload, index), divergedOf(payload, index)]);
    chosen = Math.min(chosen, Math.max(0, payload.numbers.length - 1));
    table = tableOf(payload, { chosen: choose, sorting, sorted: (next) => (sorting = next) });
    view.replaceChildren(
      head(payload, host),
      ...payload.warnings.map((text) =>
        h("div", { class: "nb-warning", role: "status" }, icon("warn"), h("span", {}, text)),
      ),
      table.element,
      h("div", { class: "nb-bar nb-small" }, name, note),
      h("div", { class: "nb-panels" }, ...panels.map((each) => each.element), against.element),
    );
    choose(chosen);
  }

  function drawCharts(): void {
    drawnWidth = view.clientWidth;
    if (drawnWidth === 0) return;
    const number = payload.numbers.at(chosen);
    const draws = number ? drawsOf(payload, chosen) : null;
    name.textContent = number?.name ?? "";
    note.textContent = draws
      ? payload.every > 1
        ? `one draw of ${payload.every}; all count in the table`
        : ""
      : "its draws are not in the saved output: there was no room";
    const [inOrder, byRank, byLag] = panels;
    inOrder.show(draws && ((width) => trace(draws, payload.every, width, divergedSteps(payload))));
    byRank.show(draws && ((width) => ranks(draws, width)));
    byLag.show(draws && ((width) => autocorrelation(draws, payload.every, width)));
    against.show(payload, chosen);
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

function head({ title, options }: Chains, host: Host): HTMLElement {
  return h(
    "div",
    { class: "nb-bar" },
    h("span", { class: "nb-title" }, title),
    h("span", { class: "nb-push" }),
    chips(options),
    ...panelButton(host),
  );
}

/** Of every chain those steps that diverged, as far as they are told of. */
const divergedSteps = ({ diverged, draws }: Chains): number[] =>
  diverged?.at.map((step) => step % draws) ?? [];

/** A chart with its name; its place is kept where there is nothing to draw. */
function panel(title: string) {
  const place = h("div", { class: "nb-panel-chart" });
  const element = h("div", { class: "nb-panel" }, h("div", { class: "nb-small nb-2" }, title), place);
  return {
    element,
    show(drawing: ((width: number) => SVGElement) | null) {
      place.replaceChildren(...(drawing && place.clientWidth > 0 ? [drawing(place.clientWidth)] : []));
    },
  };
}
