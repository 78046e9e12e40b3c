import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import {
  appendFrames,
  TokenChunk,
  TokenTrajectory,
  trajectoryMime,
  unpackNumbers,
  type TokenFrame as PackedFrame,
} from "../../../../src/protocol/index.ts";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { show, type TrajectoryOptions } from "../../../../src/runtime/display/index.ts";
import { separatorOf, tokenLine } from "../../../../src/runtime/display/tokens/text.ts";
import { entropyOf, largest } from "../../../../src/runtime/display/tokens/top.ts";
import type { TokenFrame } from "../../../../src/runtime/samplers/index.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";
import { chancesOf, fillFromLeft, mask, sentence, vocabulary } from "./toy-text.ts";

const about = { sampler: "left to right", options: [["p", "0.5"]] as const, vocabulary, mask };

async function shownBy(
  run: AsyncGenerator<TokenFrame>,
  options: TrajectoryOptions = { about },
): Promise<{ saved: TokenTrajectory; live: TokenTrajectory; text: string }> {
  let result: { saved: TokenTrajectory; live: TokenTrajectory; text: string } | null = null;
  await inNotebook(async (host) => {
    (await show(run, options)).x.dispose();
    const begun = v.parse(TokenTrajectory, host.shown[0][trajectoryMime]);
    const live = host.chunks
      .map((chunk) => v.parse(TokenChunk, chunk))
      .reduce(appendFrames<PackedFrame, TokenTrajectory>, begun);
    const saved = v.parse(TokenTrajectory, host.updates[0][trajectoryMime]);
    result = { saved, live, text: String(host.updates[0]["text/plain"]) };
  });
  assert.ok(result);
  return result;
}

test("Text that is filled arrives whole, with its candidates, and leaves its ids.", async () => {
  await inNotebook(async () => {
    await leaves(1, async () => {
      const { x } = await show(fillFromLeft(), { about });
      assert.deepEqual(
        [x.shape, x.dtype, [...(await x.data())]],
        [[2, 7], "int32", [...sentence, ...sentence]],
      );
    });
  });
  const { saved, live } = await shownBy(fillFromLeft());
  assert.deepEqual(saved.frames, live.frames);
  assert.deepEqual(
    [
      saved.kind,
      saved.shown,
      saved.length,
      saved.of,
      saved.top,
      saved.vocabulary,
      saved.mask,
      saved.separator,
    ],
    ["tokens", 2, 7, 7, 5, 9, 0, " "],
  );
  assert.deepEqual([...unpackNumbers(saved.frames[3].tokens)], [1, 2, 3, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0]);
  const { candidates } = saved.frames[0];
  assert.ok(candidates);
  const [ids, probs] = [unpackNumbers(candidates.ids), unpackNumbers(candidates.probs)];
  assert.deepEqual(
    [...sentence.keys()].map((i) => ids[5 * i]),
    sentence,
  );
  assert.ok(Math.abs(probs[0] - 0.5) < 1e-3 && Math.abs(probs[1] - 0.0625) < 1e-3);
  // H(1/2, 8 times 1/16) = 1/2 + 8/16 * 4 bits.
  assert.ok(Math.abs(unpackNumbers(candidates.entropy)[0] - 2.5) < 2e-3);
  assert.equal(saved.frames[7].candidates, null);
  // Every text is told once.
  assert.deepEqual(
    saved.frames
      .flatMap(({ words }) => words)
      .map(([id]) => id)
      .sort(),
    [...vocabulary.keys()].slice(0, 8), // the last is never among the most probable
  );
});

test("The NLL is the mean of −ln p of what was filled, by the frame it was drawn from.", async () => {
  const { saved } = await shownBy(fillFromLeft(2, 0.5));
  assert.equal(saved.frames[0].nll, null);
  for (const { nll } of saved.frames.slice(1))
    for (const value of nll ?? [NaN]) assert.ok(Math.abs((value ?? NaN) - Math.LN2) < 1e-6);
  async function* two(): AsyncGenerator<TokenFrame> {
    const probs = (a: number, b: number): Tensor => tensor([[chancesOf(1, a), chancesOf(2, b)]]);
    const [first, second] = [probs(0.5, 0.125), probs(0.9, 0.25)];
    yield { step: 0, steps: 2, t: 1, tokens: [[0, 0]], probs: first };
    yield { step: 1, steps: 2, t: 0.5, tokens: [[1, 0]], probs: second };
    yield { step: 2, steps: 2, t: 0, tokens: [[1, 2]] };
    await Promise.resolve();
  }
  const frames = (await shownBy(two())).saved.frames;
  assert.ok(Math.abs((frames[2].nll?.[0] ?? NaN) - (Math.log(2) + Math.log(4)) / 2) < 1e-6);
});

test("The most probable come first, as sorting all finds them; entropy is that of a fair die's.", () => {
  const values = Array.from({ length: 50 }, (_, i) => ((i * 37) % 50) / 1225);
  const sorted = [...values.keys()].sort((a, b) => values[b] - values[a]);
  assert.deepEqual(largest(values, { offset: 0, size: 50, count: 5 }), sorted.slice(0, 5));
  assert.deepEqual(largest([9, 1, 3, 2], { offset: 1, size: 3, count: 2 }), [1, 2]);
  assert.ok(Math.abs(entropyOf([0, ...Array<number>(8).fill(1 / 8)], 1, 8) - 3) < 1e-12);
});

test("Candidates alone are enough, for one sample without a batch.", async () => {
  async function* run(): AsyncGenerator<TokenFrame> {
    const probs = {
      ids: [
        [1, 3],
        [2, 4],
      ],
      probs: [
        [0.25, 0.5],
        [0.75, 0.125],
      ],
      entropy: [1.5, 1],
    };
    yield { step: 0, steps: 1, t: 1, tokens: Int32Array.of(0, 0), probs };
    yield { step: 1, steps: 1, t: 0, tokens: Int32Array.of(1, 2), nll: 0.7 };
    await Promise.resolve();
  }
  const { saved } = await shownBy(run());
  const { candidates } = saved.frames[0];
  assert.deepEqual([...unpackNumbers(candidates?.ids ?? saved.frames[0].tokens)], [3, 1, 2, 4]);
  assert.deepEqual([saved.batch, saved.length, saved.top, saved.frames[1].nll], [1, 2, 2, [0.7]]);
});

test("A long run of a large vocabulary is saved within 256 KB, and every id of it has its text.", async () => {
  const size = 20_000;
  const words = Array.from({ length: size }, (_, id) => `token number ${id}`);
  async function* run(): AsyncGenerator<TokenFrame> {
    const [batch, length, steps] = [1, 1024, 8];
    const grid = (each: (b: number, i: number) => unknown): never =>
      Array.from({ length: batch }, (_, b) => Array.from({ length }, (_, i) => each(b, i))) as never; // nested numbers
    for (let step = 0; step <= steps; step++) {
      const id = (b: number, i: number, k: number): number =>
        (b * 7919 + i * 104_729 + k * 1299 + step * 31) % size;
      yield {
        step,
        steps,
        t: steps - step,
        tokens: grid((b, i) => id(b, i, 0)),
        probs: {
          ids: grid((b, i) => [0, 1, 2, 3, 4].map((k) => id(b, i, k))),
          probs: grid(() => [0.5, 0.2, 0.1, 0.1, 0.1]),
        },
      };
    }
    await Promise.resolve();
  }
  const { saved, live } = await shownBy(run(), { about: { ...about, mask: null, vocabulary: words } });
  assert.equal(live.frames.length, 9);
  assert.ok(
    JSON.stringify(saved.frames).length <= 256 * 1024,
    `${JSON.stringify(saved.frames).length} characters`,
  );
  assert.deepEqual([saved.frames[0].step, saved.frames.at(-1)?.step], [0, 8]);
  const told = new Map(saved.frames.flatMap((frame) => frame.words));
  for (const { tokens } of saved.frames)
    for (const id of unpackNumbers(tokens)) assert.equal(told.get(id), words[id]);
});

test("As text a run is what it reads at a few steps, masks as long as what they become.", async () => {
  const { saved, text } = await shownBy(fillFromLeft(1));
  assert.equal(tokenLine(saved, 2), "the model ░░░░░ ░░░░ ░░ ░░░░░ ░");
  const lines = text.split("\n");
  assert.equal(lines[0], "left to right (p 0.5): 1 sample of 7 tokens");
  assert.equal(lines[1], "step 0  ░░░ ░░░░░ ░░░░░ ░░░░ ░░ ░░░░░ ░");
  assert.equal(lines.at(-1), "step 7  the model reads what is there .");
});

test("Words are set apart, characters and pieces that bring their spaces are not.", () => {
  assert.equal(separatorOf(vocabulary, 0), " ");
  assert.equal(separatorOf(["a", "b", "c", " ", "[MASK]"], 4), "");
  assert.equal(separatorOf(["<pad>", " the", " mo", "del"], null), "");
  assert.equal(separatorOf(["▁the", "del"], null), "");
});

test("What does not fit is said: no texts, ids beyond them, another length, a mask that is none.", async () => {
  const once = async function* (...frames: Partial<TokenFrame>[]): AsyncGenerator<TokenFrame> {
    for (const [step, frame] of frames.entries())
      yield { step, steps: frames.length - 1, t: 0, tokens: [[1, 2]], ...frame };
    await Promise.resolve();
  };
  await assert.rejects(shownBy(once({}), {}), /an `about` with a `vocabulary` of strings/);
  await assert.rejects(
    shownBy(once({ tokens: [[1, 9]] })),
    /Step 0 holds the id 9, which a vocabulary of 9 tokens has not/,
  );
  await assert.rejects(
    shownBy(once({}, { tokens: [[1, 2, 3]] })),
    /Step 1 has 1 x 3 tokens where the first frame has 1 x 2/,
  );
  await assert.rejects(shownBy(once({}), { about: { vocabulary, mask: 9 } }), /The mask 9 is no id/);
  await assert.rejects(
    shownBy(once({ probs: { ids: [[[1], [2], [3]]], probs: [[[1], [1], [1]]] } })),
    /The candidates of step 0 do not fit tokens of shape \[1, 2\]: their shape is \[1, 3, 1\]/,
  );
});
