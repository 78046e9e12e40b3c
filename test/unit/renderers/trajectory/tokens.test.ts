import assert from "node:assert/strict";
import test from "node:test";
import { packNumbers, type TokenFrame, type TokenTrajectory } from "../../../../src/protocol/index.ts";
import { BadPayload } from "../../../../src/renderers/payload.ts";
import { checkTokens } from "../../../../src/renderers/trajectory/tokens/check.ts";
import {
  choiceAt,
  filledAt,
  filledEntropy,
  filledIn,
  openAt,
} from "../../../../src/renderers/trajectory/tokens/state.ts";
import { directionOf, endsLine, visible } from "../../../../src/renderers/trajectory/tokens/words.ts";

const exact = (values: number[]) => packNumbers(values, { half: false });

const frame = (step: number, tokens: number[], parts: Partial<TokenFrame> = {}): TokenFrame => ({
  step,
  t: 3 - step,
  tokens: exact(tokens),
  candidates: {
    ids: exact(tokens.flatMap(() => [1, 2])),
    probs: exact(tokens.flatMap(() => [0.75, 0.25])),
    entropy: exact(tokens.map((_, i) => i + step)),
  },
  nll: null,
  words:
    step === 0
      ? [
          [0, "[MASK]"],
          [1, "a"],
          [2, "b"],
        ]
      : [],
  ...parts,
});

// Two samples of three tokens.
const frames = [
  frame(0, [0, 0, 0, 0, 1, 0]),
  frame(1, [0, 2, 0, 0, 1, 2]),
  frame(3, [1, 2, 1, 2, 1, 2], { candidates: null }),
];
const run = (parts: Partial<TokenTrajectory> = {}): TokenTrajectory => ({
  version: 1,
  sampler: "toy",
  options: [],
  kind: "tokens",
  shown: 2,
  batch: 2,
  length: 3,
  of: 3,
  top: 2,
  vocabulary: 3,
  mask: 0,
  separator: " ",
  steps: 3,
  state: "finished",
  framesMade: 3,
  stream: null,
  frames,
  ...parts,
});

test("What is open, what a frame fills, and since when, is each sample's own.", () => {
  assert.deepEqual(openAt(run(), 1, 0), [true, false, true]);
  assert.deepEqual(openAt(run(), 0, 1), [true, false, true]);
  assert.deepEqual(filledAt(run(), 1, 0), [1]);
  assert.deepEqual(filledAt(run(), 2, 0), [0, 2]);
  assert.deepEqual(filledAt(run(), 2, 1), [0]);
  assert.equal(filledIn(run(), 2, { sample: 0, position: 1 }), 1);
  assert.equal(filledIn(run(), 2, { sample: 1, position: 1 }), null);
  // Without a mask a token is open until it is what it ends as.
  assert.deepEqual(openAt(run({ mask: null }), 1, 0), [true, false, true]);
});

test("The entropy of what a frame fills is the mean of the frame before.", () => {
  assert.deepEqual(filledEntropy(run(), 0), [null, 1, 2]);
  assert.deepEqual(choiceAt(run(), 1, { sample: 1, position: 2 }), {
    candidates: [
      { id: 1, p: 0.75 },
      { id: 2, p: 0.25 },
    ],
    entropy: 6,
  });
  assert.equal(choiceAt(run(), 2, { sample: 0, position: 0 }), null);
});

test("Line ends, tabs, spaces and nothing are seen, and marks of direction turn nothing.", () => {
  assert.deepEqual(["\n", "a\tb", "  ", "", "\u202eevil", "👩‍👩‍👧"].map(visible).slice(0, 5), [
    "↵",
    "a⇥b",
    "␣␣",
    "∅",
    "�evil",
  ]);
  assert.ok(endsLine(".\n") && !endsLine("."));
  assert.equal(directionOf(["12", "שלום", "a"]), "rtl");
  assert.equal(directionOf(["...", "hello", "שלום"]), "ltr");
  assert.equal(directionOf([]), "ltr");
});

test("An emoji of several parts stays one.", () => {
  assert.equal(visible("👩\u200d👩\u200d👧"), "👩\u200d👩\u200d👧");
});

test("Damaged tokens are refused before they are drawn, each with its reason.", () => {
  const refuses = (
    parts: Partial<TokenFrame>,
    reason: RegExp,
    payload: Partial<TokenTrajectory> = {},
  ): void => {
    const bad = [frame(0, [0, 0, 0, 0, 1, 0], parts)];
    assert.throws(
      () => checkTokens(run({ frames: bad, ...payload }), bad),
      (error: unknown) => error instanceof BadPayload && reason.test(error.message),
      String(reason),
    );
  };
  checkTokens(run(), frames);
  refuses(
    { tokens: exact([0, 0, 3, 0, 1, 0]) },
    /the tokens of step 0 hold the id 3, which a vocabulary of 3 has not/,
  );
  refuses({ tokens: exact([0, 0, 0.5, 0, 1, 0]) }, /hold the id 0.5/);
  refuses({ tokens: exact([0, 0, -1, 0, 1, 0]) }, /hold the id -1/);
  refuses({ tokens: exact([0, 0]) }, /are 2 numbers where 6 are announced/);
  refuses({ tokens: { ...exact([0, 0, 0, 0, 1, 0]), data: "AAAA" } }, /ends early/);
  refuses({ tokens: { ...exact([0, 0, 0, 0, 1, 0]), data: "!!!!!!!!" } }, /not base64/);
  refuses({ words: [[0, "[MASK]"]] }, /the id 1, whose text is missing/);
  refuses({ nll: [1] }, /NLL of step 0 is of 1 samples where 2 are shown/);
  refuses({}, /its mask 7 is no id of a vocabulary of 3/, { mask: 7 });
  const { candidates } = frame(0, [0, 0, 0, 0, 1, 0]);
  assert.ok(candidates);
  refuses(
    { candidates: { ...candidates, probs: exact(Array(12).fill(2) as number[]) } },
    /not within 0 and 1/,
  );
  refuses(
    { candidates: { ...candidates, entropy: exact([0, 0, 0, 0, 0, -1]) } },
    /not those of a distribution/,
  );
});
