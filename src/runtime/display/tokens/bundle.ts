import type { MimeBundle } from "../../../protocol/host.ts";
import { unpackNumbers } from "../../../protocol/packed-numbers.ts";
import type { TokenFrame, TokenTrajectory } from "../../../protocol/token-trajectory.ts";
import { trajectoryMime } from "../../../protocol/trajectory.ts";
import { runText } from "../run-text.ts";
import { count } from "../text.ts";
import { thin } from "../thin.ts";
import { savedSize } from "../trajectory.ts";
import { tokenLine } from "./text.ts";

/** Frames that the text shows. */
const lines = 6;

/** The run as a bundle: the frames that fit into a notebook, and as text what a few of them read. */
export function tokenBundle(trajectory: TokenTrajectory): MimeBundle {
  return { [trajectoryMime]: savedTokens(trajectory), "text/plain": tokenText(trajectory) };
}

/** As many frames as fit into `savedSize`, and where two do not, without their candidates. */
export function savedTokens(trajectory: TokenTrajectory): TokenTrajectory {
  const { frames } = trajectory;
  const sizeOf = (of: TokenTrajectory): number => JSON.stringify(of.frames).length;
  const keep = (count: number, from = frames): TokenTrajectory => ({
    ...trajectory,
    frames: thinWords(frames, thin(from, count)),
  });
  let [number, saved] = [frames.length, keep(frames.length)];
  for (let size = sizeOf(saved); size > savedSize && number > 2; size = sizeOf(saved)) {
    number = Math.max(2, Math.min(number - 1, Math.floor((number * savedSize) / size)));
    saved = keep(number);
  }
  if (sizeOf(saved) <= savedSize) return saved;
  return { ...saved, frames: withoutCandidates(saved.frames) };
}

/** The kept frames, each with the texts that were first told in one that is left out before it. */
function thinWords(all: readonly TokenFrame[], kept: readonly TokenFrame[]): TokenFrame[] {
  const steps = new Set(kept.map(({ step }) => step));
  let waiting: TokenFrame["words"] = [];
  return all.flatMap((frame) => {
    waiting = [...waiting, ...frame.words];
    if (!steps.has(frame.step)) return [];
    const words = waiting;
    waiting = [];
    return [{ ...frame, words }];
  });
}

/** Frames of the ids alone, with no texts but theirs. */
function withoutCandidates(frames: readonly TokenFrame[]): TokenFrame[] {
  const ids = new Set(frames.flatMap(({ tokens }) => [...unpackNumbers(tokens)]));
  return frames.map((frame) => ({
    ...frame,
    candidates: null,
    words: frame.words.filter(([id]) => ids.has(id)),
  }));
}

function tokenText(trajectory: TokenTrajectory): string {
  const { frames, batch, of, steps } = trajectory;
  const what = `${count(batch)} ${batch === 1 ? "sample" : "samples"} of ${count(of)} tokens`;
  const width = String(steps).length;
  const shown = thin([...frames.keys()], lines).map(
    (index) => `step ${String(frames[index].step).padStart(width)}  ${tokenLine(trajectory, index)}`,
  );
  return [runText(trajectory, what), ...shown].join("\n");
}
