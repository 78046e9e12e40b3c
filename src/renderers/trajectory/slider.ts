import { onSeek } from "../controls/seek.ts";
import { h, set } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";

export interface SliderState {
  /** Step shown, and the last one planned. */
  step: number;
  planned: number;
  /** Where the step stands and where the last frame does, from 0 to 1. */
  place: number;
  available: number;
  /** What a screen reader says: "t 180, step 41". */
  spoken: string;
}

export interface Slider {
  readonly element: HTMLElement;
  draw(state: SliderState): void;
  focus(): void;
}

/** The time slider. Its track is dashed where there is no frame yet. Calls `sought` with a fraction of the whole. */
export function slider(sought: (fraction: number) => void): Slider {
  const track = h("div", { class: "nb-track" });
  const rest = h("div", { class: "nb-rest" });
  const fill = h("div", { class: "nb-fill" });
  const thumb = h("div", { class: "nb-thumb" });
  const element = h(
    "div",
    { class: "nb-slider", role: "slider", tabindex: 0, "aria-label": "Time", "aria-valuemin": 0 },
    track,
    rest,
    fill,
    thumb,
  );

  onSeek(element, (fraction) => sought(clamp(fraction, 0, 1)));

  return {
    element,
    draw({ step, planned, place, available, spoken }) {
      const part = (fraction: number): string => `${(100 * clamp(fraction, 0, 1)).toFixed(3)}%`;
      track.style.width = part(available);
      rest.style.left = part(available);
      fill.style.width = part(place);
      thumb.style.left = part(place);
      set(element, { "aria-valuemax": planned, "aria-valuenow": step, "aria-valuetext": spoken });
    },
    focus: () => element.focus({ preventScroll: true }),
  };
}
