// An output as a cell shows it: what the viewers' tests open, damage and measure.
import type { MimeBundle } from "../../../src/protocol/index.ts";
import { inNotebook } from "../../unit/runtime/fake-host.ts";

export interface Sample {
  /** What it is of, unique among the samples. */
  readonly name: string;
  readonly mime: string;
  /** The output as a notebook keeps it. */
  readonly saved: MimeBundle;
  /** The output as it was shown first; the same where nothing follows. */
  readonly first: MimeBundle;
  /** What its stream carried. */
  readonly chunks: readonly unknown[];
}

/** What a cell does to show an output. Its last output of the mime type is the sample. */
export interface Cell {
  readonly name: string;
  readonly mime: string;
  readonly run: () => Promise<unknown>;
}

/** Runs the cell. What it throws is part of it: a claim that fails is shown too. */
export async function sampleOf({ name, mime, run }: Cell): Promise<Sample> {
  let sample: Sample | null = null;
  await inNotebook(async ({ shown, updates, chunks }) => {
    const failed: unknown = await run().then(
      () => null,
      (error: unknown) => error,
    );
    const began = shown.findLast((bundle) => mime in bundle);
    const saved = updates.findLast((bundle) => mime in bundle) ?? began;
    if (!saved) throw new Error(`the cell of "${name}" shows no ${mime}`, { cause: failed });
    sample = { name, mime, first: began ?? saved, saved, chunks }; // progress in words may come before it
  });
  return sample!; // inNotebook throws where there is none
}
