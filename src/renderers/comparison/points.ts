import { unpackFloats, type ComparedRun } from "../../protocol/index.ts";
import { fitted } from "../dom/canvas.ts";
import { h, set } from "../dom/element.ts";
import { fixed, plusMinus, whole } from "../text/number.ts";
import { rgbOf } from "../theme/colour-map.ts";
import { drawImage } from "../trajectory/draw-image.ts";
import { toSigned } from "../trajectory/pixels.ts";
import { drawScatter, nearestPoint, radiusOf } from "../trajectory/scatter.ts";
import { captionsOf } from "./caption.ts";
import { cells, densityDifference, reach } from "./density-difference.ts";
import { differenceCaption } from "./difference-caption.ts";
import { nextPick } from "../trajectory/next-pick.ts";
import { noteOf } from "./note.ts";
import { pane, type Pane } from "./pane.ts";
import { pickable } from "./pickable.ts";
import { picturesOf } from "./pictures.ts";
import { valuesOf, type Quantity } from "./quantity.ts";
import { scaleFor } from "./scale.ts";
import type { Finding, Scene, Stage } from "./scene.ts";
import { differenceMap, seriesOf } from "./signed-map.ts";

/** How near a click must be to a point, in pixels. */
const near = 12;
/** The window of predicted noise, which has unit variance. */
const noiseRadius = 4;

/** A pane of particles for each run, and the difference of their densities. One particle is followed in all of them. */
export function pointsStage(
  runs: readonly ComparedRun[],
  changed: () => void,
  choose: (other: number) => void,
): Stage {
  const [{ trajectory: first }] = runs;
  const reference = first.reference && unpackFloats(first.reference);
  const dataRadius = radiusOf(first.range);
  const windowOf = (quantity: Quantity): number => (quantity === "eps" ? noiseRadius : dataRadius);
  const panes = captionsOf(runs).map((caption, run) => pane(caption, `${runs[run].name}, particles`, true));
  const difference = pane(
    differenceCaption(runs, { text: "of density, blank within sampling noise", title: explanation }, choose),
    "Difference of densities",
    true,
  );
  const element = h(
    "div",
    { class: "nb-compared" },
    ...panes.map((each) => each.element),
    difference.element,
  );
  let pinned: number | null = null;
  let radius = dataRadius;
  let shown: (Float32Array | null)[] = [];

  panes.forEach(({ canvas }, run) => {
    canvas.addEventListener("pointerdown", (event) => {
      const points = shown[run];
      const size = canvas.clientWidth;
      const hit =
        points && nearestPoint(points, [event.offsetX, event.offsetY], { size, radius, reach: near });
      pinned = hit === pinned ? null : hit;
      changed();
    });
  });

  pickable(panes[0].canvas, "Arrow keys choose a particle that is followed in all runs.", (key) => {
    const next = nextPick(pinned, key, first.shown);
    if (next === undefined) return false;
    pinned = next;
    changed();
    return true;
  });

  return {
    element,
    pictures: () => picturesOf(runs, panes, difference),
    draw(scene) {
      const { quantity, colours, at } = scene;
      radius = windowOf(quantity);
      shown = scene.runs.map(({ trajectory }, run) => valuesOf(trajectory.frames[at[run]], quantity));
      const hues = seriesOf(colours);
      panes.forEach((each, run) => {
        const points = shown[run];
        each.note(noteOf(scene, run, points !== null));
        each.range(plusMinus(radius));
        const followed = pinned !== null && points ? pairText(points, pinned) : "";
        each.pin(followed);
        const label = `${runs[run].name}, particles`;
        set(each.canvas, {
          "aria-label": followed ? `${label}; particle ${pinned} at ${followed}` : label,
        });
        const surface = fitted(each.canvas);
        const behind = quantity === "eps" ? null : reference;
        if (surface)
          drawScatter(
            surface.context,
            surface.width,
            { points, colour: hues[run], radius, reference: behind, pinned: points && pinned },
            colours,
          );
      });
      difference.element.hidden = !scene.difference;
      const [a, b] = [shown[0], shown[scene.other]];
      const pair = a && b ? { a, b } : null;
      return {
        pair,
        pixels: null,
        scale: scene.difference ? drawDifference(difference, scene, pair, radius) : null,
      };
    },
  };
}

const explanation =
  `Coloured by the difference of the shares of particles in a disc of ${reach} cells around each of the ${cells} × ${cells}. ` +
  "Blank: Fisher's exact test of the two counts, false discovery rate 5 %.";

const pairText = (points: Float32Array, i: number): string =>
  `(${fixed(points[2 * i])}, ${fixed(points[2 * i + 1])})`;

function drawDifference(target: Pane, scene: Scene, pair: Finding["pair"], radius: number): string | null {
  const surface = fitted(target.canvas);
  const found = pair && densityDifference(pair.a, pair.b, radius);
  const { runs, other, colours } = scene;
  if (!found || found.most === 0) {
    const words = found ? "none beyond sampling noise" : "nothing to compare here";
    target.note(words);
    set(target.canvas, { "aria-label": `Difference of densities: ${words}` });
    return null;
  }
  target.note("");
  const [moreA, moreB] = found.more.map((count) => whole((100 * count) / cells ** 2));
  const label = `Difference of densities: more ${runs[0].name} in ${moreA} % of the window, more ${runs[other].name} in ${moreB} %`;
  set(target.canvas, { "aria-label": label });
  const scale = scaleFor(found.most);
  if (surface) {
    const map = differenceMap(colours, other);
    const bytes = toSigned(found.values, [cells, cells, 1], scale, map, rgbOf(colours.alarm));
    drawImage(surface.context, new ImageData(bytes, cells, cells), surface.width);
  }
  return `${plusMinus(100 * scale)} % of particles`;
}
