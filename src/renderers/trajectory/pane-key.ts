import { h, say, svg } from "../dom/element.ts";
import { paintBar } from "../tensor/colour-bar.ts";
import { brief, whole } from "../text/number.ts";
import { colourMap } from "../theme/colour-map.ts";
import type { Colours } from "../theme/colours.ts";

/** What a pane's colours or lengths stand for, in its corner. */
export interface PaneKey {
  readonly element: HTMLElement;
  /** Colours of counts, up to so many in a cell; null where there are none. */
  bar(most: number | null, colours: Colours): void;
  /** An arrow as long as the longest, with what it stands for; null where there is none. */
  arrow(longest: number | null, length: number): void;
}

export function paneKey(): PaneKey {
  const canvas = h("canvas", { class: "nb-pane-bar", "aria-hidden": "true" });
  const line = svg("path", { class: "nb-pane-arrow" });
  const drawing = svg("svg", { height: 12, "aria-hidden": "true" }, line);
  const [low, high] = [h("span"), h("span")];
  const element = h("div", { class: "nb-pane-key nb-2", hidden: true }, low, canvas, drawing, high);
  return {
    element,
    bar(most, colours) {
      element.hidden = most === null;
      canvas.hidden = false;
      drawing.style.display = "none";
      if (most === null) return;
      say(low, "1");
      say(high, `${whole(most)} a cell`);
      paintBar(canvas, colourMap("viridis", colours));
    },
    arrow(longest, length) {
      element.hidden = longest === null;
      canvas.hidden = true;
      drawing.style.display = "";
      if (longest === null) return;
      say(low, "");
      say(high, brief(longest));
      const end = Math.max(6, length);
      drawing.setAttribute("width", String(Math.ceil(end + 2)));
      line.setAttribute("d", `M1 6H${end.toFixed(1)}l-3.5 -2M${end.toFixed(1)} 6l-3.5 2`);
    },
  };
}
