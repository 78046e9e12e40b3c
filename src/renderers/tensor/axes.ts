import { onSeek } from "../controls/seek.ts";
import { select } from "../controls/toolkit.ts";
import { h, set } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { numberBox } from "./number-box.ts";
import type { Scene } from "./scene.ts";
import { roleOf, withIndex, withRole, type Role, type Selection } from "./selection.ts";
import { pickText } from "./slice.ts";
import { whole } from "../text/number.ts";

const roles = [
  ["index", "index"],
  ["rows", "rows"],
  ["columns", "columns"],
] as const;

/** A row for each axis: what it is in the picture, and for an index a slider with a box. */
export function axesStage(changed: (selection: Selection) => void) {
  const element = h("div", { class: "nb-axes" });
  let built = "";
  let rows: AxisRow[] = [];
  let latest: Selection = { picks: [], rows: null, columns: null };

  return {
    element,
    draw({ tensor: { shape }, selection, source }: Pick<Scene, "tensor" | "selection" | "source">): void {
      const key = JSON.stringify(shape.map((_, axis) => roleOf(selection, axis)));
      if (key !== built) {
        built = key;
        const focused = rows.findIndex(({ cells }) =>
          cells.some((cell) => cell.contains(document.activeElement)),
        );
        rows = shape.map((length, axis) =>
          axisRow(axis, length, roleOf(selection, axis), {
            move: (at) => changed(withIndex(latest, axis, at)),
            role: (role) => changed(withRole(latest, axis, role, shape)),
          }),
        );
        element.replaceChildren(...rows.flatMap(({ cells }) => cells));
        if (focused >= 0) rows[focused].cells[1].focus({ preventScroll: true });
      }
      latest = selection;
      rows.forEach((row, axis) => row.draw(selection, (index) => source.has(axis, index)));
    },
  };
}

interface AxisRow {
  readonly cells: HTMLElement[];
  draw(selection: Selection, has: (index: number) => boolean): void;
}

function axisRow(
  axis: number,
  length: number,
  role: Role,
  { move, role: change }: { move: (at: number) => void; role: (role: Role) => void },
): AxisRow {
  const name = h("span", { class: "nb-2 nb-small nb-line" }, `axis ${axis}`);
  const choice = select(`Role of axis ${axis}`, roles, role, change, "below");
  choice.classList.add("nb-boxed");
  const of = h("span", { class: "nb-2 nb-small nb-line nb-right" }, `of ${whole(length)}`);
  if (role !== "index" || length === 1) {
    const range = h("span", { class: "nb-2 nb-small nb-axis-range" });
    return {
      cells: [name, choice, range, of],
      draw({ picks }) {
        const text = pickText(picks[axis], length);
        range.textContent = text === ":" ? `0:${length}` : text;
      },
    };
  }
  const line = indexSlider(`Index along axis ${axis}`, length, move);
  const box = numberBox(`Index along axis ${axis}`, (value) => {
    const at = value < 0 ? value + length : value;
    if (!Number.isInteger(at) || at < 0 || at >= length) return false;
    move(at);
    return true;
  });
  return {
    cells: [name, choice, line.element, box.element, of],
    draw({ picks }, has) {
      const pick = picks[axis];
      const at = pick.kind === "index" ? pick.at : 0;
      line.draw(at, has(at));
      box.show(String(at));
    },
  };
}

function indexSlider(label: string, length: number, move: (at: number) => void) {
  const fill = h("div", { class: "nb-fill" });
  const thumb = h("div", { class: "nb-thumb" });
  const element = h(
    "div",
    {
      class: "nb-slider nb-index",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuemin": 0,
      "aria-valuemax": length - 1,
    },
    h("div", { class: "nb-track" }),
    fill,
    thumb,
  );
  let now = 0;
  const to = (at: number): void => {
    const next = clamp(Math.round(at), 0, length - 1);
    if (next !== now) move(next);
  };
  onSeek(element, (fraction) => to(fraction * (length - 1)));
  element.addEventListener("keydown", (event) => {
    const stride = event.shiftKey || event.key.startsWith("Page") ? 10 : 1;
    const moves: Partial<Record<string, number>> = {
      ArrowLeft: now - stride,
      ArrowDown: now - stride,
      PageDown: now - stride,
      ArrowRight: now + stride,
      ArrowUp: now + stride,
      PageUp: now + stride,
      Home: 0,
      End: length - 1,
    };
    const next = moves[event.key];
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    to(next);
  });
  return {
    element,
    draw(at: number, there: boolean): void {
      now = at;
      const part = `${length > 1 ? ((100 * at) / (length - 1)).toFixed(3) : 0}%`;
      fill.style.width = part;
      thumb.style.left = part;
      const spoken = `${at} of ${length}${there ? "" : ", not in the saved output"}`;
      set(element, { "aria-valuenow": at, "aria-valuetext": spoken });
    },
  };
}
