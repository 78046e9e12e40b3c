import { prefersCalm } from "../theme/watch.ts";
import { opened, reduce, type Action, type Playback, type Timeline } from "./playback.ts";

/** With less motion, frames change this often (milliseconds). */
const calmPace = 1000;

/** A playback in a page: its clock, and how often frames change where motion is unwelcome. */
export interface Player {
  state(): Playback;
  /** What a person does. */
  act(action: Action): void;
  /** So many milliseconds went by. */
  tick(elapsed: number): void;
  /** The timeline has changed: moves to the newest frame, where that is wished and not faster than it is wished. */
  follow(): void;
  /** Begins anew, as the timeline opens. */
  open(): void;
}

export function player(timeline: () => Timeline): Player {
  let playback = opened(timeline());
  let waited = 0;
  let followed = -Infinity;
  return {
    state: () => playback,
    act(action) {
      playback = reduce(playback, action, timeline());
      waited = 0;
    },
    tick(elapsed) {
      if (!playback.playing) return;
      waited += elapsed;
      const calm = prefersCalm();
      if (calm && waited < calmPace) return;
      playback = reduce(playback, { type: "tick", elapsed: waited, calm }, timeline());
      waited = 0;
    },
    follow() {
      const now = performance.now();
      const line = timeline();
      if (line.live && prefersCalm() && now - followed < calmPace) return;
      followed = now;
      playback = reduce(playback, { type: "arrived" }, line);
    },
    open() {
      playback = opened(timeline());
    },
  };
}
