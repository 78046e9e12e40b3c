// Which frame is shown, and how that changes: a reducer without clock or page.

export interface Playback {
  /** Step of the shown frame: frames may be thinned or still arrive, a step stays what it is. */
  readonly step: number;
  /** Where the playing stands between steps. It runs past the end while the finished sample is held. */
  readonly head: number;
  readonly playing: boolean;
  /** Shows the newest frame as it arrives. */
  readonly following: boolean;
  readonly loop: boolean;
  readonly speed: number;
}

export interface Timeline {
  /** Steps of the frames there are, ascending. */
  readonly steps: readonly number[];
  /** Steps the run has planned. */
  readonly planned: number;
  /** More frames are to come. */
  readonly live: boolean;
}

export type Action =
  | { type: "toggle" }
  | { type: "seek"; step: number }
  | { type: "move"; frames: number }
  | { type: "loop" }
  | { type: "speed"; speed: number }
  /** The timeline has changed. */
  | { type: "arrived" }
  /** `elapsed` milliseconds went by; `calm` where motion is unwelcome: one frame a tick, whatever the time. */
  | { type: "tick"; elapsed: number; calm: boolean };

/** At speed 1 a whole run takes this long, whatever its steps. */
export const runMilliseconds = 5000;
/** How long the finished sample stays before a loop begins again, as a part of the run. */
const holdFraction = 0.2;

/** A finished trajectory opens at its result; a running one follows its newest frame. */
export function opened(timeline: Timeline): Playback {
  const step = timeline.steps.at(-1) ?? 0;
  return { step, head: step, playing: false, following: timeline.live, loop: true, speed: 1 };
}

export function reduce(state: Playback, action: Action, timeline: Timeline): Playback {
  const last = timeline.steps.at(-1) ?? 0;
  const first = timeline.steps.at(0) ?? 0;
  const at = (step: number): Playback => ({ ...state, step, head: step });
  switch (action.type) {
    case "toggle":
      if (state.following || state.playing) return { ...state, following: false, playing: false };
      if (state.step < last) return { ...state, head: state.step, playing: true };
      if (timeline.live) return { ...state, following: true };
      return last > first ? { ...at(first), playing: true } : state;
    case "seek":
      return { ...at(nearest(timeline.steps, action.step)), playing: false, following: false };
    case "move": {
      const index = indexOf(timeline.steps, state.step) + action.frames;
      const to = timeline.steps.at(Math.min(Math.max(index, 0), timeline.steps.length - 1)) ?? 0;
      return { ...at(to), playing: false, following: false };
    }
    case "loop":
      return { ...state, loop: !state.loop };
    case "speed":
      return { ...state, speed: action.speed };
    case "arrived":
      if (state.following) return { ...at(last), following: timeline.live };
      return state;
    case "tick":
      return state.playing ? advance(state, action, timeline, first, last) : state;
  }
}

function advance(
  state: Playback,
  { elapsed, calm }: { elapsed: number; calm: boolean },
  timeline: Timeline,
  first: number,
  last: number,
): Playback {
  const next = timeline.steps.at(indexOf(timeline.steps, state.step) + 1);
  const head = calm
    ? (next ?? Infinity)
    : state.head + (elapsed / runMilliseconds) * state.speed * Math.max(1, timeline.planned);
  if (head <= last) {
    // The frame at or before the head: a frame that was thinned away is not invented.
    const step = timeline.steps.at(indexOf(timeline.steps, head)) ?? last;
    return { ...state, head, step };
  }
  if (timeline.live) return { ...state, step: last, head: last, playing: false, following: true };
  if (!state.loop) return { ...state, step: last, head: last, playing: false };
  const hold = calm ? 0 : holdFraction * timeline.planned;
  return head < last + hold ? { ...state, step: last, head } : { ...state, step: first, head: first };
}

/** Index of the last of the ascending `steps` that is not above `step`; 0 where there is none. */
export function indexOf(steps: readonly number[], step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle] <= step) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

function nearest(steps: readonly number[], step: number): number {
  const below = indexOf(steps, step);
  const [a = 0, b] = [steps.at(below), steps.at(below + 1)];
  return b !== undefined && b - step < step - a ? b : a;
}
