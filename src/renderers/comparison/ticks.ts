import { axisLength } from "../../protocol/index.ts";
import { fitted } from "../dom/canvas.ts";
import { h, set } from "../dom/element.ts";
import type { Colours } from "../theme/colours.ts";
import { seriesOf } from "./signed-map.ts";
import type { CommonTimeline } from "./timeline.ts";

const row = 8;
const tall = 6;
/** Where steps are denser than this many pixels, ticks stand for several. */
const closest = 3;

/** Under the slider, with its extent: a row of ticks for each run, one where it takes a step. */
export function ticks(names: readonly string[]) {
  const canvas = h("canvas", { role: "img", "aria-label": "Steps of each run" });
  const line = h("div", { class: "nb-playhead" });
  const element = h("div", { class: "nb-ticks", style: `height: ${row * names.length}px` }, canvas, line);
  let drawn: readonly unknown[] = [];
  return {
    element,
    draw(timeline: CommonTimeline, place: number, colours: Colours): void {
      line.style.left = `${(100 * place) / axisLength}%`;
      // While frames play only the line moves.
      const now = [timeline, colours, canvas.clientWidth, window.devicePixelRatio];
      if (now.every((part, k) => part === drawn[k])) return;
      drawn = now;
      const { places } = timeline;
      const surface = fitted(canvas);
      if (!surface) return;
      const { context, width } = surface;
      const hues = seriesOf(colours);
      places.forEach((all, run) => {
        const xs = ticksOf(all, width);
        const wide = xs.length < all.length || all.length > 60 ? 1 : 2;
        context.fillStyle = hues[run];
        for (const x of xs) context.fillRect(Math.min(x - wide / 2, width - wide), run * row + 1, wide, tall);
      });
      const counts = places.map((all, run) => `${names[run]} ${Math.max(0, all.length - 1)}`);
      set(canvas, { "aria-label": `Steps of each run: ${counts.join(", ")}` });
    },
  };
}

/** Where ticks stand, in pixels: at every place, or evenly as far as the places reach where they are too dense. */
export function ticksOf(places: readonly number[], width: number): number[] {
  const [first = 0, last = 0] = [places.at(0), places.at(-1)];
  const x = (place: number): number => (place / axisLength) * width;
  const room = Math.floor(x(last - first) / closest);
  if (places.length - 1 <= room) return places.map(x);
  return Array.from({ length: room + 1 }, (_, i) => x(first) + i * closest);
}
