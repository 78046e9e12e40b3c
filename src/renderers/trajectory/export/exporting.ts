import { trajectoryMime, type TrajectoryOf } from "../../../protocol/index.ts";
import { dataOf } from "../../dom/data-url.ts";
import { h } from "../../dom/element.ts";
import type { Host } from "../../host.ts";
import { timestep } from "../reading.ts";
import type { Picture, Scene, Stage } from "../scene.ts";
import { base64Of } from "./base64-of.ts";
import type { Film } from "./files.ts";
import { exportMenu } from "./menu.ts";
import { sheetOf } from "./sheet.ts";

/** What of the viewer is exported. */
export interface Source<T extends TrajectoryOf> {
  readonly trajectory: () => T;
  /** A frame with all that its picture depends on. */
  readonly scene: (index: number) => Scene<T>;
  /** The frame that is shown; -1 where there is none. */
  readonly shown: () => number;
  readonly stage: () => Stage<T>;
  readonly element: () => HTMLElement;
  /** Milliseconds that playing takes. */
  readonly whole: () => number;
  readonly changed: () => void;
}

/** The viewer's save button: a frame, a strip, animations and a page of its own. */
export function exporting<T extends TrajectoryOf>(host: Host, source: Source<T>) {
  const named = (what: string, type: string): string => `${source.trajectory().sampler}${what}.${type}`;
  const pen = (ratio: number): Film["pen"] => ({
    colours: source.scene(-1).colours,
    font: getComputedStyle(source.element()).fontFamily,
    ratio,
  });
  const caption = (index: number): string => {
    const { frames } = source.trajectory();
    return `t = ${timestep(frames[index].t)}`;
  };

  /** Empty where the kind is drawn as text. */
  function framePng(): string {
    const pictures = source.stage().pictures();
    if (pictures.length === 0) return "";
    const index = source.shown();
    const { sampler, steps, frames } = source.trajectory();
    const title = `${sampler}, step ${frames[index].step} of ${steps}, ${caption(index)}`;
    return dataOf(sheetOf(title, pictures, pen(window.devicePixelRatio || 1)).toDataURL());
  }

  /** A second stage, as wide as the one that is seen, on which frames are drawn without disturbing it. */
  function film(): (Film & { end: () => void }) | null {
    const twin = source.stage().twin?.();
    if (!twin) return null;
    const width = `width: ${source.stage().element.clientWidth}px`;
    const away = h("div", { class: "nb-offstage", style: width, "aria-hidden": "true" }, twin.element);
    source.element().append(away);
    const { sampler, frames } = source.trajectory();
    const draw = (index: number): Picture[] => {
      twin.draw(source.scene(index));
      return twin.pictures();
    };
    return {
      steps: frames.map(({ step }) => step),
      whole: source.whole(),
      pen: pen(1),
      title: sampler,
      caption,
      draw,
      end: () => away.remove(),
    };
  }

  return exportMenu({
    film,
    drawn: () => source.stage().pictures().length > 0,
    moving: () => source.stage().twin !== undefined,
    changed: source.changed,
    frame() {
      const { frames } = source.trajectory();
      const step = frames[source.shown()].step;
      host.send({ type: "save", name: named(`-step-${step}`, "png"), data: framePng() });
    },
    page() {
      const trajectory = source.trajectory();
      // Behind the page is no kernel that could be asked.
      const payload: T = { ...trajectory, stream: null };
      const about = { name: named("", "html"), title: trajectory.sampler, mime: trajectoryMime };
      host.send({ type: "page", ...about, payload, picture: framePng() });
    },
    async save(file, type) {
      const what = type === "png" ? "-strip" : "";
      host.send({ type: "save", name: named(what, type), data: await base64Of(file) });
    },
  });
}
