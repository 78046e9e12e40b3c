import type { Figure } from "../../protocol/index.ts";
import { h, set } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import { notice } from "../notice.ts";
import { BadPayload } from "../payload.ts";
import { loadFigures } from "../plot/load.ts";
import type { FigureChart } from "../plot/figures.ts";
import { readColours } from "../theme/colours.ts";
import { onThemeChange } from "../theme/watch.ts";
import type { View } from "../view.ts";
import { heightOf, themed } from "./themed.ts";
import { needsOf } from "./traces.ts";

/** Draws one figure, and again when the theme or the width changes. */
export function openFigure(first: Figure): View<Figure> {
  let figure = first;
  let chart: FigureChart | null = null;
  let disposed = false;
  let drawnWidth = 0;
  /** How often it was begun: of several drawings the last one counts. */
  let turn = 0;
  const place = h("div");
  const scroll = h("div", { style: "overflow-x: auto" }, place);
  const element = outputElement("figure", "Plotly figure", scroll);
  const size = new ResizeObserver(() => {
    if (scroll.clientWidth !== drawnWidth) draw();
  });
  const unwatch = onThemeChange(draw);

  function draw(): void {
    // The height stands before Plotly is there, so that nothing below moves.
    scroll.style.minHeight = `${heightOf(figure)}px`;
    drawnWidth = scroll.clientWidth;
    if (disposed || !chart || drawnWidth === 0) return;
    const font = getComputedStyle(element).fontFamily;
    const own = ++turn;
    chart.draw(figure.data, themed(figure, readColours(element), font, drawnWidth)).then(() => {
      if (own === turn) set(element, { "aria-busy": null });
    }, failed);
  }

  function failed(error: unknown): void {
    if (disposed) return;
    set(element, { "aria-busy": null });
    const detail = error instanceof Error ? error.message : String(error);
    scroll.replaceChildren(notice({ tone: "error", finding: "Plotly cannot draw this figure.", detail }));
  }

  /** Throws BadPayload for traces that cannot be drawn here. */
  function load(): void {
    const needs = needsOf(figure);
    if (needs.fault) throw new BadPayload(needs.fault);
    set(element, { "aria-busy": "true" });
    loadFigures(needs.webgl).then((make) => {
      if (disposed) return;
      chart ??= make(place);
      draw();
    }, failed);
  }

  return {
    element,
    mounted() {
      draw();
      load();
      size.observe(element);
    },
    update(next) {
      figure = next;
      // Where the state before could not be drawn.
      if (!place.isConnected) scroll.replaceChildren(place);
      load();
    },
    dispose() {
      disposed = true;
      unwatch();
      size.disconnect();
      chart?.dispose();
    },
  };
}
