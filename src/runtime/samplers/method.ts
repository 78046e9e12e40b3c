import type { Tensor } from "../core/tf.ts";
import type { Prediction } from "../diffusion/index.ts";
import type { Chip } from "./frame.ts";
import type { Point } from "./path.ts";

/** A state and what the model says there. */
export interface Known extends Point, Prediction {
  readonly x: Tensor;
}

/** A step as its method sees it. */
export interface Step {
  readonly from: Known;
  readonly to: Point;
  /** Steps done before this one. */
  readonly index: number;
  /** All places of the run: `from` is path[index] and `to` the one after, except where a method finds its own way. */
  readonly path: readonly Point[];
  /** The states before `from`, the newest first: as many as the method remembers, fewer at the start. */
  readonly past: readonly Known[];
  /** The place of the schedule where ln snr is this. */
  readonly at: (logSnr: number) => Point;
  /** Calls the model once more. */
  readonly ask: (x: Tensor, at: Point) => Known;
  /** Standard normal noise of the state's shape; channels are independent of each other. */
  readonly draw: (channel?: number) => Tensor;
}

/** Where a step has led. */
export interface Arrival {
  readonly x: Tensor;
  /** What the model is taken to say at x, where that is known already: it is not asked there again. */
  readonly known?: Prediction;
}

/** Where a step has led that was free to choose its end. */
export interface Found extends Arrival {
  /** The end of the path, the very object, once it is reached. */
  readonly to: Point;
  /** Steps that are thought to be left. */
  readonly left: number;
}

/** Noise that is put in at each place before the model is asked there. */
export interface Churn {
  /** The sigma / alpha to which it is raised, in a run of so many steps. */
  raised(at: Point, steps: number): number;
  /** What the new noise is multiplied by. */
  readonly noiseScale: number;
}

/** What one sampler is, beside the loop that all share. */
export interface Method {
  readonly name: string;
  /** Number of steps where the options choose none; all of the schedule's at most. */
  readonly defaultSteps: number;
  /** The names of the options that are its own. */
  readonly takes?: readonly string[];
  /** Its options for a viewer. */
  readonly chips: readonly Chip[];
  /** Whether its steps draw noise. */
  readonly draws: boolean;
  /** Former states that its steps look back at; 0 unless given. */
  readonly remembers?: number;
  /** Whether eps stays as predicted where x_0 is clipped; else it follows, so that x = alpha x_0 + sigma eps. */
  readonly keepsEps?: boolean;
  readonly churn?: Churn;
  /** Its way, where the options do not choose it. Two places may be at one level. */
  readonly path?: readonly Point[];
  /** One step. The first kind runs in a `tidy`: it disposes of nothing and keeps nothing. */
  readonly step: Take | Search;
}

export type Take = (step: Step) => Tensor | Arrival;

/** A step that chooses where it ends, and may wait for values; it disposes of all it makes but what it returns. */
export interface Search {
  /** `turn` lets others in, and throws when the run is to stop: call it between attempts. */
  find(step: Step & { turn(): Promise<void> }): Promise<Found>;
}
