// Plays a trajectory made in the page, and counts what is drawn meanwhile.
import { packFloats, type Trajectory } from "../../../src/protocol/index.ts";

export interface Run {
  readonly kind: Trajectory["kind"];
  readonly frames: number;
  readonly shown: number;
  readonly sampleShape: number[];
}

export interface Played {
  /** Display frames in a second, of those the share that came late, and states of the sampler shown in a second. */
  readonly displayed: number;
  readonly late: number;
  readonly states: number;
  /** Bytes of the payload, and of the same numbers written as JSON. */
  readonly packed: number;
  readonly asNumbers: number;
  /** Milliseconds until the output stood. */
  readonly opened: number;
}

/** So many different states are made; later ones repeat them, but are unpacked and drawn like others. */
const different = 40;

export function payloadOf({ kind, frames, shown, sampleShape }: Run): {
  payload: Trajectory;
  asNumbers: number;
} {
  const size = sampleShape.reduce((a, b) => a * b, shown);
  let written = 0;
  const states = Array.from({ length: Math.min(different, frames) }, (_, k) => {
    const values = Float32Array.from({ length: size }, (__, i) => Math.sin(i * 12.9898 + k) * 1.5);
    written += JSON.stringify(Array.from(values)).length;
    return packFloats(values);
  });
  const payload: Trajectory = {
    version: 1,
    sampler: "Benchmark",
    options: [],
    kind,
    sampleShape,
    shown,
    batch: shown,
    steps: frames - 1,
    range: kind === "images" ? [-1, 1] : [-3, 3],
    reference: null,
    state: "finished",
    framesMade: frames,
    stream: null,
    frames: Array.from({ length: frames }, (_, step) => {
      const noise = 1 - step / frames;
      return { step, t: frames - 1 - step, alpha: Math.sqrt(1 - noise * noise), sigma: noise, kl: null, x: states[step % states.length], x0: null }; // prettier-ignore
    }),
  };
  return { payload, asNumbers: (written / states.length) * frames };
}

/** Presses Play and watches for so long (ms). */
export async function watchPlay(
  view: Element,
  milliseconds: number,
): Promise<Pick<Played, "displayed" | "late" | "states">> {
  const slider = view.querySelector('[role="slider"]');
  const button = [...view.querySelectorAll<HTMLElement>("vscode-button, button")].find((each) =>
    /^play/i.test(each.getAttribute("aria-label") ?? each.title),
  );
  if (!slider || !button) throw new Error("the viewer has no slider or no Play");
  button.click();
  const times: number[] = [];
  const seen = new Set<string>();
  const began = performance.now();
  while (performance.now() - began < milliseconds) {
    times.push(await new Promise(requestAnimationFrame));
    seen.add(slider.getAttribute("aria-valuenow") ?? "");
  }
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  const seconds = (times[times.length - 1] - times[0]) / 1000;
  return {
    displayed: gaps.length / seconds,
    late: gaps.filter((gap) => gap > 25).length / gaps.length,
    states: (seen.size - 1) / seconds,
  };
}
