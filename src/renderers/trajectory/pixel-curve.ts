import { unpackSome, type Trajectory, type TrajectoryFrame } from "../../protocol/index.ts";
import { h, say, set, svg } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { linear } from "../scale/linear.ts";
import { linearTicks } from "../scale/ticks.ts";
import { fixed, minus } from "../text/number.ts";
import type { PixelPlace } from "./grid.ts";
import { cleanData } from "./noise.ts";
import { symbol } from "./quantity.ts";
import { pixelValue } from "./pixels.ts";
import type { Scene } from "./scene.ts";

const margin = { left: 26, right: 4, top: 8, bottom: 20 };

type Curve = (number | null)[];

/** A pinned pixel's value in every frame, as it is and as it is predicted, with the shown step marked. */
export function pixelCurve() {
  const place = h("span", { "aria-live": "polite" });
  const pin = h(
    "span",
    {
      class: "nb-2 nb-small nb-cut nb-pixel-place",
      tabindex: 0,
      role: "group",
      "aria-label": "Followed pixel: arrow keys choose another, page keys another picture",
    },
    place,
  );
  const xValue = h("span", { class: "nb-strong" });
  const x0Value = h("span", { class: "nb-strong" });
  const key = (colour: string, formula: HTMLElement, value: HTMLElement, dashed: boolean): HTMLElement =>
    h(
      "span",
      { class: `nb-key ${dashed ? "dashed" : ""}`, style: `--nb-colour: var(${colour})` },
      h("span", {}, formula, " ", value),
    );
  const caption = h(
    "div",
    { class: "nb-caption" },
    h("span", { class: "nb-strong" }, "Pixel"),
    pin,
    h("span", { class: "nb-push" }),
    key("--nb-s1", math("x_t"), xValue, false),
    key("--nb-s2", symbol("x0"), x0Value, true),
  );
  const still = svg("g");
  const head = svg("line", { class: "nb-playhead-line" });
  const dots = ["--nb-s1", "--nb-s2"].map((colour) =>
    svg("circle", { r: 3, style: `fill: var(${colour}); stroke: var(--nb-bg); stroke-width: 1.5` }),
  );
  const chart = svg("svg", { role: "img", "aria-label": "the pixel's value by step" }, still, head, ...dots);
  const element = h("div", { class: "nb-pane nb-pixel" }, caption, chart);
  let height = 160;
  let drawn = "";
  let followed = "";
  let known: Trajectory["frames"] | null = null;
  let curves: Curves = { x: [], x0: [] };

  return {
    element,
    pin,
    size(pixels: number): void {
      height = Math.max(120, pixels);
      chart.style.height = `${height}px`;
    },
    draw({ trajectory, index }: Scene, pin: PixelPlace): void {
      const width = element.clientWidth;
      const pixel = [pin.sample, pin.row, pin.column].join();
      if (trajectory.frames !== known || pixel !== followed) {
        [known, followed] = [trajectory.frames, pixel];
        curves = curvesOf(trajectory, pin);
      }
      const x = linear([0, Math.max(1, trajectory.steps)], [margin.left, width - margin.right]);
      const [low, high] = domain(trajectory.range, curves);
      const y = linear([low, high], [height - margin.bottom, margin.top]);
      // The curves change with the pin, the frames and the size; the playhead with every frame.
      const now = [width, height, trajectory.frames.length, pixel, low, high].join();
      if (now !== drawn) {
        drawn = now;
        set(chart, { width, height });
        still.replaceChildren(...axes(trajectory, [low, high], { x, y, width, height }));
        still.append(
          line(trajectory, curves.x, x, y, "nb-curve-1"),
          line(trajectory, curves.x0, x, y, "nb-curve-2"),
        );
      }
      say(place, `image ${pin.sample}, row ${pin.row}, col ${pin.column}`);
      const step = trajectory.frames.at(index)?.step ?? 0;
      const values = [curves.x[index] ?? null, curves.x0[index] ?? null];
      const at = Math.round(x(step)) + 0.5;
      set(head, { x1: at, x2: at, y1: margin.top, y2: height - margin.bottom });
      dots.forEach((dot, k) => {
        const value = values[k] ?? null;
        const shown = value !== null && Number.isFinite(value);
        set(dot, { cx: x(step), cy: shown ? y(value) : 0, visibility: shown ? null : "hidden" });
      });
      say(xValue, values[0] == null ? "\u2013" : fixed(values[0]));
      say(x0Value, values[1] == null ? "\u2013" : fixed(values[1]));
    },
  };
}

interface Curves {
  x: Curve;
  x0: Curve;
}

/** One pixel in all frames. Of no frame is more unpacked than the pixel: there may be a thousand. */
function curvesOf({ frames, sampleShape }: Trajectory, pin: PixelPlace): Curves {
  const [height = 1, width = 1, channels = 1] = sampleShape;
  const at = ((pin.sample * height + pin.row) * width + pin.column) * channels;
  const values = frames.map((frame) => pixelOf(frame, at, channels));
  return { x: values.map(([x]) => x), x0: values.map(([, x0]) => x0) };
}

function pixelOf(frame: TrajectoryFrame, at: number, channels: number): [x: number, x0: number | null] {
  const x = unpackSome(frame.x, at, channels);
  const x0 = frame.x0 ? unpackSome(frame.x0, at, channels) : cleanData(x, frame);
  return [pixelValue(x, 0, channels), x0 && pixelValue(x0, 0, channels)];
}

/** Three half widths of the data's range around its middle, and more where the curve leaves it. */
function domain([black, white]: readonly [number, number], { x, x0 }: Curves): [number, number] {
  const middle = (black + white) / 2;
  const half = (white - black) / 2 || 1;
  const far = [...x, ...x0].reduce<number>(
    (most, value) =>
      value !== null && Number.isFinite(value) ? Math.max(most, Math.abs(value - middle)) : most,
    0,
  );
  const widths = Math.max(3, Math.ceil(far / half));
  return [middle - widths * half, middle + widths * half];
}

function axes(
  { range, steps }: Trajectory,
  [low, high]: [number, number],
  {
    x,
    y,
    width,
    height,
  }: { x: (v: number) => number; y: (v: number) => number; width: number; height: number },
): SVGElement[] {
  const [left, right, bottom] = [margin.left, width - margin.right, height - margin.bottom];
  const band = svg("rect", {
    class: "nb-band",
    x: left,
    width: Math.max(0, right - left),
    y: y(range[1]),
    height: Math.max(0, y(range[0]) - y(range[1])),
  });
  const levels = linearTicks(low, high, 6).filter((tick) => tick > low && tick < high);
  const rows = levels.flatMap((tick) => {
    const at = Math.round(y(tick)) + 0.5;
    return [
      svg("line", { class: "nb-grid-line", x1: left, x2: right, y1: at, y2: at }),
      svg("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, minus(String(tick))),
    ];
  });
  const marks = linearTicks(0, Math.max(1, steps), width < 260 ? 3 : 5);
  const labels = marks.map((tick, k) =>
    svg(
      "text",
      {
        x: x(tick),
        y: height - 4,
        "text-anchor": k === 0 ? "start" : right - x(tick) < 12 ? "end" : "middle",
      },
      k === 0 ? "step 0" : String(tick),
    ),
  );
  const base = svg("line", { class: "nb-axis", x1: left, x2: right, y1: bottom + 0.5, y2: bottom + 0.5 });
  return [band, ...rows, ...labels, base];
}

function line(
  { frames }: Trajectory,
  curve: Curve,
  x: (v: number) => number,
  y: (v: number) => number,
  name: string,
): SVGElement {
  let pen = "M";
  const path = frames.map(({ step }, k) => {
    const value = curve[k] ?? NaN;
    if (!Number.isFinite(value)) {
      pen = "M";
      return "";
    }
    const point = `${pen}${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
    return point;
  });
  return svg("path", { class: name, d: path.join("") });
}
