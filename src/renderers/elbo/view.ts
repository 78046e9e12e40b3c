import type { Elbo } from "../../protocol/index.ts";
import { chips } from "../chips.ts";
import { select } from "../controls/toolkit.ts";
import { h } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import { math } from "../math/math.ts";
import type { Host } from "../host.ts";
import { panelButton } from "../panel-button.ts";
import { fixed, loss, whole } from "../text/number.ts";
import { installViewerStyles } from "../theme/styles.ts";
import type { View } from "../view.ts";
import { termChart, type Axis } from "./chart.ts";
import styles from "./elbo.css";
import { findingOf } from "./finding.ts";
import { partsOf, type Part } from "./parts.ts";
import { termsOf } from "./terms.ts";

/** Puts the output of one bound together. */
export function openElbo(first: Elbo, host: Host): View<Elbo> {
  installViewerStyles("elbo", styles);
  let bound = first;
  let axis: Axis = "t";
  let drawnWidth = 0;
  const view = h("div", { class: "nb-view nb-elbo" });
  const element = outputElement("elbo", "Bound on the negative log-likelihood", view);
  const size = new ResizeObserver(() => {
    if (view.clientWidth !== drawnWidth) drawChart();
  });
  const chart = h("div");
  const axes = select<Axis>(
    "Axis of the terms",
    [
      ["t", "t"],
      ["log t", "log t"],
      ["log-SNR", "log-SNR"],
    ],
    axis,
    (chosen) => {
      axis = chosen;
      drawChart();
    },
    "below",
  );

  function draw(): void {
    const terms = termsOf(bound);
    const parts = partsOf(bound, terms);
    const unit = bound.steps === null ? "bits/dim per unit of t, log axis" : "bits/dim, log axis";
    view.replaceChildren(
      head(bound, host),
      sentence(findingOf(bound, terms, parts)),
      shares(parts),
      h(
        "div",
        { class: "nb-terms-part" },
        h(
          "div",
          { class: "nb-bar nb-small" },
          h("span", { class: "nb-strong" }, "Term by t"),
          h("span", { class: "nb-2" }, unit),
          h("span", { class: "nb-push" }),
          axes,
        ),
        chart,
      ),
    );
    drawChart();
  }

  function drawChart(): void {
    drawnWidth = view.clientWidth;
    if (drawnWidth > 0) chart.replaceChildren(termChart(bound, termsOf(bound), axis, drawnWidth));
  }

  return {
    element,
    mounted() {
      draw();
      size.observe(view);
    },
    update(next) {
      bound = next;
      draw();
    },
    dispose: () => size.disconnect(),
  };
}

function head({ nats, error, dims, options }: Elbo, host: Host): HTMLElement {
  const bits = nats / dims / Math.LN2;
  const off = error === null ? "" : ` ± ${loss(error / dims / Math.LN2)}`;
  return h(
    "div",
    { class: "nb-bar" },
    h(
      "div",
      {},
      h("div", { class: "nb-bound-name" }, "bound on the negative log-likelihood"),
      h(
        "div",
        { class: "nb-bound", title: `${loss(nats)}${error === null ? "" : ` ± ${loss(error)}`} nats` },
        fixed(bits, Math.abs(bits) < 0.1 ? 4 : 2),
        h("span", { class: "nb-2" }, `${off} bits/dim`),
      ),
    ),
    h("span", { class: "nb-push" }),
    chips(options),
    ...panelButton(host),
  );
}

/** Words with formulas between dollar signs. */
const sentence = (text: string): HTMLElement =>
  h("div", {}, ...text.split("$").map((part, k) => (k % 2 ? math(part) : part)));

/** The bar that carries the proportions, and what its parts are. */
function shares(parts: readonly Part[]): HTMLElement {
  const colour = colours(parts);
  return h(
    "div",
    { class: "nb-view" },
    h(
      "div",
      { class: "nb-shares", "aria-hidden": "true" },
      ...parts.map(({ share }, k) =>
        share === null
          ? null
          : h("div", {
              class: "nb-share",
              style: `flex: ${Math.max(share, 0.002)}; --nb-colour: ${colour[k]}`,
            }),
      ),
    ),
    h(
      "div",
      { class: "nb-parts" },
      ...parts.map(({ symbol, words, bits, share }, k) =>
        h(
          "div",
          { class: "nb-part" },
          h(
            "div",
            { class: "nb-key square", style: `--nb-colour: ${colour[k]}` },
            ...(symbol ? [math(symbol)] : []),
            h("span", { class: "nb-2" }, words),
          ),
          h(
            "div",
            { class: "nb-strong" },
            loss(bits),
            " ",
            h("span", { class: "nb-2 nb-small" }, share === null ? "" : `${whole(100 * share)} %`),
          ),
        ),
      ),
    ),
  );
}

/** The terms' colour fades band by band. */
function colours(parts: readonly Part[]): string[] {
  let band = 0;
  return parts.map(({ role }) => {
    if (role === "decoder") return "var(--nb-s2)";
    if (role === "prior") return "var(--nb-s3)";
    return `color-mix(in srgb, var(--nb-s1) ${[100, 75, 50, 30][band++]}%, var(--nb-bg))`;
  });
}
