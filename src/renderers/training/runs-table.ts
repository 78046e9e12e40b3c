import { h } from "../dom/element.ts";
import { clock, fixed, loss, whole } from "../text/number.ts";
import { averageAt, type Earlier } from "./earlier.ts";
import type { Run } from "./run.ts";
import { speed } from "./stats.ts";

/** A run's figures beside those of the others. */
export interface RunRow {
  name: string;
  /** What runs are compared by, at the step that this one has reached, and how far an earlier one is from it. */
  value: string;
  difference: string;
  rate: string;
  elapsed: string;
  state: string;
}

const none = "\u2013";
const reading = (value: number | null): string =>
  value === null || Number.isNaN(value) ? none : loss(value);

/** A row for this run and one for each before it; without what they are compared by, nothing is compared. */
export function rowsOf(
  {
    name,
    run,
    by,
    rate,
    live,
  }: { name: string; run: Run; by: "loss" | "eps" | null; rate: number | null; live: boolean },
  earlier: readonly Earlier[],
): RunRow[] {
  const { step, elapsed } = run.progress;
  const own = run[by ?? "loss"].smooth.at(-1) ?? null;
  const stateOf = ({ state, step: at }: Run["progress"], planned: number, going: boolean): string =>
    going && state !== "paused"
      ? `step ${whole(at)} of ${whole(planned)}`
      : state === "finished" || at >= planned
        ? state
        : `${state === "running" ? "ended" : state} at ${whole(at)}`;
  return [
    {
      name,
      value: reading(own),
      difference: "",
      rate: rate === null ? none : speed(rate),
      elapsed: clock(elapsed),
      state: stateOf(run.progress, run.planned, live),
    },
    ...earlier.map((before) => {
      const value = by === null ? null : averageAt(before, step);
      const { progress } = before;
      return {
        name: before.name,
        value: reading(value),
        difference: own === null || value === null ? "" : signed(value - own),
        rate: progress.elapsed > 0 ? speed((progress.step / progress.elapsed) * 1000) : none,
        elapsed: clock(progress.elapsed),
        state: stateOf(progress, before.planned, false),
      };
    }),
  ];
}

/** With its sign, and as many places as a loss has. */
const signed = (value: number): string =>
  Math.abs(value) < 0.0005 ? fixed(0, 3) : value > 0 ? `+${loss(value)}` : loss(value);

/** The table of runs: each with the line by which it is drawn. */
export function runsTable(count: number) {
  const heads = ["run", "", "difference", "steps/s", "elapsed", "state"].map((text, k) =>
    h("th", { scope: "col", class: k === 3 || k === 4 ? "nb-wide" : null }, text),
  );
  const rows = Array.from({ length: count }, (_, k) => {
    const key = h("span", { class: `nb-key nb-run-${k}` }, "");
    const cells = Array.from({ length: 5 }, (__, i) =>
      h("td", { class: i === 2 || i === 3 ? "nb-wide" : null }),
    );
    return { key, cells, element: h("tr", {}, h("th", { scope: "row" }, key), ...cells) };
  });
  const element = h(
    "table",
    { class: "nb-runs", hidden: count < 2 },
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows.map((row) => row.element)),
  );
  return {
    element,
    set(what: string, all: readonly RunRow[]): void {
      heads[1].textContent = what;
      all.forEach(({ name, value, difference, rate, elapsed, state }, k) => {
        if (k >= rows.length) return;
        rows[k].key.textContent = name;
        rows[k].key.title = name;
        [value, difference, rate, elapsed, state].forEach((text, i) => (rows[k].cells[i].textContent = text));
      });
    },
  };
}
