import type { Tensor } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { painter } from "../dom/frames.ts";
import type { Host } from "../host.ts";
import { readColours, type Colours } from "../theme/colours.ts";
import { onThemeChange } from "../theme/watch.ts";
import { axesStage } from "./axes.ts";
import { colourMap } from "../theme/colour-map.ts";
import { displayPanel } from "./display-panel.ts";
import { notKept } from "./not-kept.ts";
import { savedPlane, wholeViewport } from "./plane.ts";
import { popover } from "../controls/popover.ts";
import { panelButton } from "../panel-button.ts";
import type { Scene } from "./scene.ts";
import { firstSelection, type Selection } from "./selection.ts";
import { sliceBox } from "./slice-box.ts";
import { stagesOf } from "./stages.ts";
import { subjectOf, type Subject } from "./subject.ts";
import { summary } from "./summary.ts";
import { tabs } from "./tabs.ts";
import { takePanel } from "./take-panel.ts";
import { isSliced, waysOf, type Way } from "./ways.ts";
import { extremes, firstDisplay, windowOf, type Display } from "./window.ts";

/** The viewer of tensors of one shape, one at a time: what a person has chosen to see of one is seen of the next. */
export interface Body {
  readonly element: HTMLElement;
  /** Shows another tensor of the same shape. */
  show(tensor: Tensor): void;
  draw(): void;
  /** Lets go of the kernel; `show` comes back to it. */
  rest(): void;
  dispose(): void;
}

/** Puts the viewer of a tensor together. */
export function tensorBody(first: Tensor, host: Host): Body {
  const { ways, first: firstWay } = waysOf(first);
  const { shape } = first;
  let subject: Subject = subjectOf(first, host, refresh);
  let chosen: Way = firstWay;
  let selection: Selection = firstSelection(shape);
  /** What a person has chosen; else the tensor's own. */
  let display: Display | null = null;
  let colours: Colours | null = null;

  const stages = stagesOf(refresh);
  const select = (next: Selection): void => {
    selection = next;
    refresh();
  };
  const setDisplay = (next: Display | null): void => {
    display = next;
    refresh();
  };
  const panel = displayPanel(setDisplay, () => setDisplay(null));
  const displayMenu = popover(
    { name: "tune", label: "Display: colours and window", words: "Display" },
    panel.element,
    () => refresh(),
  );
  const take = takePanel(sceneNow, () => stages.of(chosen).picture?.() ?? null, host);
  const takeMenu = popover({ name: "copy", label: "Copy or save the slice", words: null }, take.element, () =>
    take.draw(),
  );
  const row = tabs<Way>(ways, chosen, (way) => {
    chosen = way;
    displayMenu.close();
    takeMenu.close();
    place();
    refresh();
  });
  const box = sliceBox(select);
  const axes = axesStage(select);
  const head = h("div");
  const stageBox = h("div", { class: "nb-stage" });
  const bar = h(
    "div",
    { class: "nb-bar nb-tensor-bar" },
    row.element,
    h(
      "div",
      { class: "nb-bar nb-push nb-tensor-menus" },
      displayMenu.element,
      takeMenu.element,
      ...panelButton(host),
    ),
  );
  const simple = ways.length < 2;
  const parts = [head, ...(simple ? [] : [bar, box.element]), stageBox, axes.element];
  const element = h("div", { class: "nb-view nb-tensor" }, ...parts);
  let said: readonly [Tensor, follows: boolean] | null = null;

  function place(): void {
    row.choose(chosen);
    box.element.hidden = !isSliced(chosen);
    axes.element.hidden = !isSliced(chosen) || shape.length < 3;
    displayMenu.element.hidden = chosen !== "Matrix";
    takeMenu.element.hidden = chosen === "Histogram";
  }

  function sceneNow(): Scene {
    const { tensor, source } = subject;
    const shown = display ?? firstDisplay(tensor);
    colours ??= readColours(element);
    const plane: Scene["plane"] = (viewport, most) => savedPlane(source, selection, viewport, most);
    const slice = shown.fit === "slice" ? plane(wholeViewport(selection), [256, 256]) : null;
    return {
      tensor,
      source,
      selection,
      colours,
      map: colourMap(shown.map, colours),
      window: windowOf(shown, tensor, slice && extremes(slice.mean)),
      plane,
    };
  }

  /** The first line, which changes when the kernel has read all values, and when it is known that it never will. */
  function sayWhat(): void {
    const follows = subject.open();
    if (said?.[0] === subject.tensor && said[1] === follows) return;
    said = [subject.tensor, follows];
    head.replaceChildren(summary(subject.tensor, follows));
  }

  function draw(): boolean {
    sayWhat();
    if (ways.length === 0) {
      const words = `There is nothing to draw: a shape of [${shape.join(", ")}] has no values.`;
      stageBox.replaceChildren(h("div", { class: "nb-2" }, words));
      return false;
    }
    const scene = sceneNow();
    box.draw(selection, subject.tensor);
    axes.draw(scene);
    const there = !isSliced(chosen) || subject.has(selection);
    const stage = stages.of(chosen);
    const shown = there ? stage.element : notKept(host, subject.tensor);
    if (stageBox.firstChild !== shown) stageBox.replaceChildren(shown);
    if (there) stage.draw(scene);
    if (chosen === "Matrix") panel.draw(display ?? firstDisplay(subject.tensor), scene);
    if (takeMenu.isOpen()) take.draw();
    return false;
  }

  const paint = painter(element, draw);
  const unwatch = onThemeChange(() => {
    colours = null;
    refresh();
  });
  function refresh(): void {
    paint.request();
  }
  place();

  return {
    element,
    show(tensor) {
      subject = subject.followedBy(tensor);
    },
    draw: () => paint.now(),
    rest() {
      displayMenu.close();
      takeMenu.close();
      subject.dispose();
    },
    dispose() {
      displayMenu.close();
      takeMenu.close();
      subject.dispose();
      unwatch();
      paint.dispose();
    },
  };
}
