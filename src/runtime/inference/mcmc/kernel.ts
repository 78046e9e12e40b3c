import type { Stream } from "../../random/index.ts";

/** Where a chain is. */
export interface State {
  readonly position: Float64Array;
  readonly logDensity: number;
}

/** Of a kernel that follows gradients. */
export interface GradientState extends State {
  readonly gradient: Float64Array;
}

/** What a step tells of itself, by name: numbers, with 1 and 0 for yes and no. */
export type Info = Readonly<Record<string, number>>;

/** One step of a Markov chain that leaves its target as it is: pure, but for the stream that moves on. */
export interface Kernel<S extends State = State> {
  init(position: Float64Array): S;
  step(stream: Stream, state: S): [S, Info];
}

/** A kernel whose settings a warmup finds. */
export interface Tuning<S extends State = State> {
  /** With the settings as they are by now. */
  kernel(): Kernel<S>;
  /** Looks at a step of the warmup. */
  learn(stream: Stream, state: S, info: Info): void;
}
