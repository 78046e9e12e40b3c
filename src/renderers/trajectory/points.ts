import { checks } from "../controls/checks.ts";
import { h, say } from "../dom/element.ts";
import { math } from "../math/math.ts";
import { decode } from "./decode.ts";
import { isForward } from "./direction.ts";
import { nextPick } from "./next-pick.ts";
import { onPick } from "./on-pick.ts";
import { paneKey } from "./pane-key.ts";
import { paint, paintDensity, paintScore, pane, referenceOf, tailsOf, type Pane } from "./points-pane.ts";
import { readout } from "./points-readout.ts";
import { plain, scoreSymbol, symbol, symbols, whyNone, words } from "./quantity.ts";
import { nearestPoint, radiusOf } from "./scatter.ts";
import type { Stage } from "./scene.ts";

/** Arrows beyond this many hide each other. */
const mostArrows = 180;
/** Sides of a pane and the room between two, in pixels. */
const [leastPane, mostPane, paneGap] = [120, 320, 8];
/** How near a click must be to a point, in pixels. */
const reach = 12;

/** What can be seen of the particles, in the order of the panes. */
const panes = [
  ["sample", "samples"],
  ["density", "density of the samples"],
  ["data", "predicted data"],
  ["noise", "predicted noise"],
  ["score", "score"],
] as const;
type PaneName = (typeof panes)[number][0];

/** What a person has chosen: kept when the stage is drawn a second time. */
interface Choice {
  particle: number | null;
  readonly panes: Set<PaneName>;
}

/** Panes of particles: the samples, what is predicted of them, and what moves them. One particle can be followed. */
export function pointsStage(
  changed: () => void,
  choice: Choice = { particle: null, panes: new Set(["sample", "data", "noise"]) },
): Stage {
  let radius = 1;
  let forward = false;
  let count = 0;
  const all: Record<PaneName, Pane> = {
    sample: pane(math("x_t"), plain("sample"), "samples"),
    density: pane(math("x_t"), plain("density"), "density of the samples", paneKey()),
    data: pane(symbol("x0"), words("data"), "data of the samples"),
    noise: pane(symbol("eps"), words("noise"), "noise in the samples"),
    score: pane(scoreSymbol(), plain("score"), "score at the samples", paneKey()),
  };
  const line = readout();
  const row = h("div", { class: "nb-panes" }, ...panes.map(([name]) => all[name].element));
  const element = h("div", { class: "nb-points" }, row, line.element);

  for (const each of Object.values(all)) {
    each.canvas.addEventListener("pointerdown", (event) => {
      const size = each.canvas.clientWidth;
      const hit =
        each.points && nearestPoint(each.points, [event.offsetX, event.offsetY], { size, radius, reach });
      choice.particle = hit === choice.particle ? null : hit;
      changed();
    });
  }
  onPick(line.pin, (key) => {
    const next = nextPick(choice.particle, key, count);
    if (next === undefined) return false;
    choice.particle = next;
    changed();
    return true;
  });

  const settings = checks("Panes", panes, choice.panes, changed);

  return {
    element,
    settings: [{ name: "Panes", element: settings }],
    draw(scene) {
      const { trajectory, index, colours } = scene;
      forward = isForward(trajectory);
      count = trajectory.shown;
      radius = radiusOf(trajectory.range);
      if (choice.particle !== null && choice.particle >= count) choice.particle = null;
      const pinned = choice.particle;
      layOut(row, all, choice.panes);
      const frame = trajectory.frames.at(index);
      const decoded = frame ? decode(frame) : null;
      const { x = null, x0 = null } = decoded ?? {};
      const shows = (name: PaneName): boolean => choice.panes.has(name);
      const note = (name: PaneName, there: unknown): void => say(all[name].note, there ? "" : whyNone(frame));
      const base = { radius, pinned };
      if (shows("sample"))
        paint(all.sample, scene, { ...base, points: x, colour: colours.s1, tails: tailsOf(scene) });
      if (shows("density")) paintDensity(all.density, scene, { ...base, points: x, colour: colours.s1 });
      if (shows("data")) {
        paint(all.data, scene, { ...base, points: x0, colour: colours.s2, reference: referenceOf(scene) });
        note("data", x0);
      }
      if (shows("noise")) {
        const eps = decoded?.eps;
        const stride = Math.max(1, Math.ceil(count / mostArrows));
        const arrows = eps ? { vectors: eps, stride } : null;
        paint(all.noise, scene, { ...base, points: eps ? x : null, colour: colours.s3, arrows });
        note("noise", eps);
      }
      if (shows("score")) {
        const scatter = { ...base, points: decoded?.score ? x : null, colour: colours.s3 };
        paintScore(all.score, scene, scatter, decoded?.score ?? null);
        note("score", decoded?.score);
      }
      // Of the pinned particle alone, all quantities are told, whichever panes there are.
      line.draw(
        pinned,
        x,
        x0,
        pinned === null ? null : (decoded?.eps ?? null),
        pinned === null ? null : (decoded?.score ?? null),
      );
    },
    pictures() {
      const captions: Record<PaneName, string> = { ...symbols(forward), density: "xₜ density" };
      return panes
        .filter(([name]) => choice.panes.has(name))
        .map(([name]) => ({ caption: captions[name], canvas: all[name].canvas }));
    },
    twin: () => pointsStage(() => undefined, choice),
  };
}

/** Panes beside each other, as many as have room, none so large that it fills the page. */
function layOut(row: HTMLElement, all: Record<PaneName, Pane>, shown: ReadonlySet<PaneName>): void {
  for (const [name] of panes) all[name].element.hidden = !shown.has(name);
  const columns = Math.max(
    1,
    Math.min(shown.size, Math.floor((row.clientWidth + paneGap) / (leastPane + paneGap))),
  );
  row.style.gridTemplateColumns = `repeat(${columns}, minmax(0, ${mostPane}px))`;
}
