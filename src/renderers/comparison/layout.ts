import type { Comparison } from "../../protocol/index.ts";
import { segments } from "../controls/segments.ts";
import { iconButton } from "../controls/toolkit.ts";
import { h } from "../dom/element.ts";
import { head, type Head } from "../head.ts";
import { math } from "../math/math.ts";
import type { Action } from "../trajectory/playback.ts";
import { symbol } from "../trajectory/quantity.ts";
import { imagesStage } from "./images.ts";
import { numbers } from "./numbers.ts";
import { splitOptions } from "./options.ts";
import { pointsStage } from "./points.ts";
import type { Quantity } from "./quantity.ts";
import { beganAlike } from "./same-noise.ts";
import type { Scene, Stage } from "./scene.ts";
import { transport } from "./transport.ts";

/** What a person can choose to see. */
export interface Choice {
  quantity?: Quantity;
  difference?: boolean;
  other?: number;
}

export interface Calls {
  dispatch: (action: Action) => void;
  stop: (() => void) | null;
  choose: (choice: Choice) => void;
  /** Saves what is shown as a picture; null where nothing can be saved. */
  save: (() => void) | null;
  /** The button that opens it in a panel, where there can be one. */
  panel: readonly HTMLElement[];
  /** Something was pinned, or let go. */
  pinned: () => void;
}

export interface Layout {
  readonly elements: readonly HTMLElement[];
  readonly head: Head;
  readonly stage: Stage;
  readonly numbers: ReturnType<typeof numbers>;
  readonly controls: ReturnType<typeof transport>;
  /** Has the controls and the columns say what is shown. */
  choose(scene: Scene): void;
}

/** The parts of the viewer: first line, panes with the numbers under them, and the way through time. */
export function layOut({ runs }: Comparison, { dispatch, stop, choose, save, panel, pinned }: Calls): Layout {
  let shown = true;
  const kind = runs[0].trajectory.kind;
  const named = (label: string, formula: HTMLElement): HTMLElement =>
    h("span", { role: "img", "aria-label": label, title: label }, formula);
  const quantities = segments<Quantity>(
    "Quantity",
    [
      ["x", named("Samples", math("x_t"))],
      ["x0", named("Data in the samples", symbol("x0"))],
      ["eps", named("Noise in the samples", symbol("eps"))],
    ],
    (quantity) => choose({ quantity }),
  );
  const toggle = iconButton("plusminus", "Difference", () => choose({ difference: !shown }));
  const start = beganAlike(runs) ? "the same" : "different";
  const top = head(
    "Compare",
    [["starting noise", start], ...splitOptions(runs).shared],
    [
      quantities.element,
      h(
        "div",
        { class: "nb-trail" },
        toggle.element,
        ...panel,
        save && iconButton("save", "Save as a picture (PNG)", save).element,
      ),
    ],
    { titled: true },
  );
  const build = kind === "images" ? imagesStage : pointsStage;
  const stage = build(runs, pinned, (other) => choose({ other }));
  const found = numbers(kind);
  stage.element.append(found.element);
  const controls = transport(runs, dispatch, stop);

  return {
    elements: [top.element, stage.element, controls.element],
    head: top,
    stage,
    numbers: found,
    controls,
    choose({ quantity, difference }) {
      shown = difference;
      quantities.choose(quantity);
      toggle.set({ pressed: difference, label: difference ? "Hide the difference" : "Show the difference" });
      const panes = runs.length + (difference ? 1 : 0);
      stage.element.style.setProperty("--nb-panes", String(panes));
      // Two to a row where it is narrow: the numbers stand beside a last one that is alone.
      stage.element.classList.toggle("nb-odd", panes % 2 === 1);
    },
  };
}
