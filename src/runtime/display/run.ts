import type { Frame, Sampling } from "../samplers/index.ts";

/** What a viewer follows: a sampler's run, or frames of one's own. */
export type Run = AsyncIterable<Frame> & Partial<Pick<Sampling, "about">>;

export const isRun = (value: unknown): value is Run =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;
