import type { Claim } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { outputElement } from "../dom/output.ts";
import { displayedMath, math } from "../math/math.ts";
import { notice } from "../notice.ts";
import { minus } from "../text/number.ts";
import { installViewerStyles } from "../theme/styles.ts";
import type { View } from "../view.ts";
import { errorChart } from "./chart.ts";
import styles from "./claim.css";
import { differing } from "./differing.ts";
import { symbolOf } from "./symbol.ts";

/** Puts the output of one claim together. */
export function openClaim(first: Claim): View<Claim> {
  installViewerStyles("claim", styles);
  let claim = first;
  let drawnWidth = 0;
  const view = h("div", { class: "nb-view nb-claim" });
  const element = outputElement("claim", "An equation that was checked", view);
  const chart = h("div", { class: "nb-errors-part" });
  const size = new ResizeObserver(() => {
    if (chart.clientWidth !== drawnWidth) drawChart();
  });

  function draw(): void {
    const { holds, verdict, detail, latex, axis, evaluated, over, how } = claim;
    const errors = h(
      "div",
      {},
      caption(
        `Largest error${axis === null ? "" : ` by ${axis}`}`,
        claim.unit === "relative" ? "log axis" : "in standard errors, log axis",
      ),
      chart,
    );
    view.replaceChildren(
      notice({ tone: holds ? "done" : "error", finding: verdict, detail: minus(detail) }),
      h("div", { class: "nb-equation" }, displayedMath(latex)),
      h(
        "div",
        { class: "nb-claim-parts" },
        errors,
        holds ? evaluatedPart(evaluated, over, how) : worstPart(claim),
      ),
      ...(holds ? [] : [footer(over, `${evaluated}; ${how}`)]),
    );
    drawChart();
  }

  function drawChart(): void {
    drawnWidth = chart.clientWidth;
    if (drawnWidth > 0) chart.replaceChildren(errorChart(claim, drawnWidth));
  }

  return {
    element,
    mounted() {
      draw();
      size.observe(chart);
    },
    update(next) {
      claim = next;
      draw();
    },
    dispose: () => size.disconnect(),
  };
}

const caption = (name: string, note: string): HTMLElement =>
  h(
    "div",
    { class: "nb-bar nb-small" },
    h("span", { class: "nb-strong nb-line" }, name),
    h("span", { class: "nb-2 nb-cut", title: note }, note),
  );

/** What the equation was checked at. */
const evaluatedPart = (evaluated: string, over: Claim["over"], how: string): HTMLElement =>
  h(
    "div",
    {},
    caption("Evaluated at", evaluated),
    h(
      "table",
      { class: "nb-variables" },
      ...over.map(([name, text]) =>
        h("tr", {}, h("td", {}, math(symbolOf(name))), h("td", { class: "nb-2" }, minus(text))),
      ),
      h("tr", {}, h("td"), h("td", { class: "nb-2" }, minus(how))),
    ),
  );

const footer = (over: Claim["over"], how: string): HTMLElement =>
  h(
    "div",
    { class: "nb-claim-footer nb-small nb-2" },
    ...over.map(([name, text]) => h("span", {}, math(symbolOf(name)), ` ${minus(text)}`)),
    h("span", {}, minus(how)),
  );

/** Both sides where they differ most, the digits that differ underlined. */
function worstPart({ axis, errors, worst }: Claim): HTMLElement {
  const at = axis === null ? "" : `${axis} = ${errors[worst.at]?.at ?? ""}`;
  const headings = ["left", "right", "left − right"].map((text) => h("th", {}, text));
  const number = (text: string, other: string): HTMLElement => {
    const [same, differs] = differing(minus(text), minus(other));
    return h("td", {}, same, h("span", { class: "nb-differs" }, differs));
  };
  const point = worst.point.map(([name, value]) => `${name} = ${minus(value)}`).join(", ");
  return h(
    "div",
    {},
    caption("Worst case", [at, worst.place].filter(Boolean).join(", ")),
    h(
      "table",
      { class: "nb-sides" },
      h("thead", {}, h("tr", {}, h("th"), ...headings)),
      h(
        "tbody",
        {},
        ...worst.rows.map(({ element, left, right, difference, worst: isWorst }) =>
          h(
            "tr",
            {},
            h(
              "td",
              {},
              element,
              isWorst ? h("span", { class: "nb-worst" }, element ? " worst" : "worst") : null,
            ),
            number(left, right),
            number(right, left),
            h("td", {}, minus(difference)),
          ),
        ),
      ),
    ),
    worst.pattern === null
      ? null
      : h("div", { class: "nb-small nb-point" }, `${capitalized(minus(worst.pattern))}.`),
    h("div", { class: "nb-small nb-2 nb-point" }, point && `where ${point}`),
  );
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
