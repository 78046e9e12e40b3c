import type { Frame, Sampling } from "../samplers/index.ts";
import type { GraphAbout, GraphFrame } from "../samplers/graph-frame.ts";
import type { TokenAbout, TokenFrame } from "../samplers/token-frame.ts";

/** What a viewer follows: a sampler's run, or frames of one's own. */
export type Run = AsyncIterable<Frame> & Partial<Pick<Sampling, "about">>;

/** A frame of any kind that there is a viewer for, and a run of such frames. */
export type RunFrame = Frame | TokenFrame | GraphFrame;
export type AnyRun = AsyncIterable<RunFrame> & { readonly about?: RunAbout };

/** What a viewer writes above a run, and what it must know of its tokens or graphs. */
export interface RunAbout
  extends
    Partial<Sampling["about"]>,
    Partial<Omit<TokenAbout, keyof Sampling["about"]>>,
    Partial<Omit<GraphAbout, keyof Sampling["about"]>> {}

export const isRun = (value: unknown): value is Run =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;
