import { imageLayout, type Tensor } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { painter } from "../dom/frames.ts";
import { outputElement } from "../dom/output.ts";
import type { Host } from "../host.ts";
import { readColours, type Colours } from "../theme/colours.ts";
import { installStyles } from "../theme/styles.ts";
import { onThemeChange } from "../theme/watch.ts";
import type { View } from "../view.ts";
import { axesStage } from "./axes.ts";
import { colourMap } from "../theme/colour-map.ts";
import { displayPanel } from "./display-panel.ts";
import { histogramStage } from "./histogram.ts";
import { liveTensor } from "./live.ts";
import { lineStage } from "./line.ts";
import { matrixStage } from "./matrix.ts";
import { notKept } from "./not-kept.ts";
import { picturesStage } from "./pictures.ts";
import { savedPlane, wholeViewport } from "./plane.ts";
import { popover } from "../controls/popover.ts";
import { scalarStage } from "./scalar.ts";
import type { Scene, Stage } from "./scene.ts";
import { firstSelection, type Selection } from "./selection.ts";
import { sliceBox } from "./slice-box.ts";
import { liveSource, savedSource } from "./source.ts";
import { summary } from "./summary.ts";
import { tabs } from "./tabs.ts";
import { takePanel } from "./take-panel.ts";
import styles from "./tensor.css";
import { valuesStage } from "./values.ts";
import { extremes, firstDisplay, opensAsPictures, windowOf, type Display } from "./window.ts";

type Name = "Value" | "Line" | "Matrix" | "Images" | "Histogram" | "Values";

/** Puts the viewer of one tensor together. */
export function openTensor(first: Tensor, host: Host): View<Tensor> {
  installStyles("noisebook-tensor", styles);
  const element = outputElement("tensor", "");
  let dispose = (): void => undefined;
  let mounted = false;

  function show(tensor: Tensor): void {
    dispose();
    element.setAttribute(
      "aria-label",
      `${tensor.name ?? "Tensor"}, ${tensor.dtype} of shape ${tensor.shape.join(" by ") || "()"}`,
    );
    const body = tensorBody(tensor, host, element);
    dispose = () => body.dispose();
    element.replaceChildren(body.element);
    if (mounted) body.draw();
    drawNow = () => body.draw();
  }
  let drawNow = (): void => undefined;
  show(first);

  return {
    element,
    mounted() {
      mounted = true;
      drawNow();
    },
    update: show,
    dispose: () => dispose(),
  };
}

/** The ways to look at a tensor of this shape, and the first of them. */
function waysOf(tensor: Tensor): { names: Name[]; first: Name } {
  const { shape } = tensor;
  if (shape.length === 0) return { names: ["Value"], first: "Value" };
  if (shape.includes(0)) return { names: [], first: "Values" };
  const picture = imageLayout(shape) !== null;
  const names: Name[] = [
    shape.length === 1 ? "Line" : "Matrix",
    ...(picture ? ["Images" as const] : []),
    "Histogram",
    "Values",
  ];
  return { names, first: opensAsPictures(tensor) ? "Images" : names[0] };
}

function tensorBody(tensor: Tensor, host: Host, element: HTMLElement) {
  const saved = savedSource(tensor);
  const live = liveTensor(tensor, host, refresh);
  const source = live ? liveSource(saved, live) : saved;
  const ways = waysOf(tensor);
  let chosen = ways.first;
  let selection: Selection = firstSelection(tensor.shape);
  let display: Display = firstDisplay(tensor);
  let colours: Colours | null = null;

  const stages = new Map<Name, Stage>();
  const makers: Record<Name, () => Stage> = {
    Value: scalarStage,
    Line: () => lineStage(refresh),
    Matrix: () => matrixStage(refresh),
    Images: () => picturesStage(refresh),
    Histogram: () => histogramStage(refresh),
    Values: valuesStage,
  };
  const stageOf = (name: Name): Stage => {
    const stage = stages.get(name) ?? makers[name]();
    stages.set(name, stage);
    return stage;
  };
  const select = (next: Selection): void => {
    selection = next;
    refresh();
  };

  const panel = displayPanel(
    (next) => {
      display = next;
      refresh();
    },
    () => {
      display = firstDisplay(tensor);
      refresh();
    },
  );
  const displayMenu = popover(
    { name: "tune", label: "Colours and window", words: "Display" },
    panel.element,
    () => refresh(),
  );
  const take = takePanel(sceneNow, () => stageOf(chosen).picture?.() ?? null, host);
  const takeMenu = popover({ name: "copy", label: "Copy or save the slice", words: null }, take.element, () =>
    take.draw(),
  );
  const row = tabs<Name>(ways.names, chosen, (name) => {
    chosen = name;
    displayMenu.close();
    takeMenu.close();
    place();
    refresh();
  });
  const box = sliceBox(tensor.name, select);
  const axes = axesStage(select);
  const lacking = notKept(host, tensor);
  const stageBox = h("div", { class: "nb-stage" });
  const bar = h(
    "div",
    { class: "nb-bar nb-tensor-bar" },
    row.element,
    h("div", { class: "nb-bar nb-push nb-tensor-menus" }, displayMenu.element, takeMenu.element),
  );
  const simple = ways.names.length < 2;
  const view = h(
    "div",
    { class: "nb-view nb-tensor" },
    summary(tensor),
    ...(simple ? [] : [bar, box.element]),
    stageBox,
    axes.element,
  );

  function place(): void {
    row.choose(chosen);
    const sliced = chosen === "Matrix" || chosen === "Values" || chosen === "Line";
    box.element.hidden = !sliced;
    axes.element.hidden = !sliced || tensor.shape.length < 3;
    displayMenu.element.hidden = chosen !== "Matrix";
    takeMenu.element.hidden = chosen === "Histogram";
  }

  function sceneNow(): Scene {
    colours ??= readColours(element);
    const plane: Scene["plane"] = (viewport, most) => savedPlane(source, selection, viewport, most);
    const slice = display.fit === "slice" ? plane(wholeViewport(selection), [256, 256]) : null;
    return {
      tensor,
      source,
      selection,
      colours,
      map: colourMap(display.map, colours),
      window: windowOf(display, tensor, slice && extremes(slice.mean)),
      plane,
    };
  }

  function draw(): boolean {
    if (ways.names.length === 0) {
      stageBox.replaceChildren(
        h(
          "div",
          { class: "nb-2" },
          `There is nothing to draw: a shape of [${tensor.shape.join(", ")}] has no values.`,
        ),
      );
      return false;
    }
    const scene = sceneNow();
    box.draw(selection, tensor.shape);
    axes.draw(scene);
    const sliced = chosen !== "Histogram" && chosen !== "Images";
    const there =
      !sliced ||
      (live?.open() ?? false) ||
      savedPlane(saved, selection, wholeViewport(selection), [1, 1]) !== null;
    const shown = there ? stageOf(chosen).element : lacking.element;
    if (stageBox.firstChild !== shown) stageBox.replaceChildren(shown);
    if (there) stageOf(chosen).draw(scene);
    if (chosen === "Matrix") panel.draw(display, scene);
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
    element: view,
    draw: () => paint.now(),
    dispose() {
      displayMenu.close();
      takeMenu.close();
      live?.dispose();
      unwatch();
      paint.dispose();
    },
  };
}
