import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../../src/runtime/random/index.ts";
import {
  byteSymbols,
  fromSymbols,
  toSymbols,
} from "../../../../../src/runtime/metrics/clip/tokenizer/byte-symbols.ts";
import { merged, pairKey } from "../../../../../src/runtime/metrics/clip/tokenizer/merge.ts";
import { tokenizerOf } from "../../../../../src/runtime/metrics/clip/tokenizer/tokenizer.ts";
import {
  ofTokenizerFile,
  ofVocabAndMerges,
} from "../../../../../src/runtime/metrics/clip/tokenizer/vocabulary.ts";
import { wordsOf } from "../../../../../src/runtime/metrics/clip/tokenizer/words.ts";

const merges = ["t h", "th e</w>", "e r", "r e</w>", "th er", "ther e</w>"];
const tokens = [
  ...byteSymbols,
  ...byteSymbols.map((symbol) => `${symbol}</w>`),
  ...merges.map((merge) => merge.replace(" ", "")),
];
const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
const [start, end] = [tokens.length, tokens.length + 1];
const specials = { "<|startoftext|>": start, "<|endoftext|>": end };
const two = () =>
  ofVocabAndMerges(JSON.stringify({ ...vocab, ...specials }), `#version: 0.2\n${merges.join("\n")}`);
const id = (token: string): number => vocab[token];

test("Merges come by their rank, not from left to right.", () => {
  const { encode } = tokenizerOf(two(), 77);
  // "er" has a lower rank than "re</w>", so "there" never has "re".
  assert.deepEqual(encode("There the").ids, [start, id("there</w>"), id("the</w>"), end]);
  assert.deepEqual(encode("ere").ids, [start, id("er"), id("e</w>"), end]);
});

test("On random words each merge is of the pair of least rank, by brute force.", () => {
  const random = stream(5);
  const letters = ["a", "b", "c"];
  const all = letters.flatMap((left) => letters.map((right) => [left, right]));
  for (let round = 0; round < 50; round++) {
    const order = [...random.permutation(all.length)].slice(0, 5).map((i) => all[i]);
    order.push([order[0].join(""), order[1].join("")]);
    const ranks = new Map(order.map(([left, right], rank) => [pairKey(left, right), rank]));
    const word = Array.from(random.integers(12, 3), (i) => letters[i]);
    // Rank after rank as a whole, the leftmost first: a merge here never makes a pair of a lower rank than its own.
    let expected = word;
    for (const [left, right] of order) {
      const next: string[] = [];
      for (let i = 0; i < expected.length; i++) {
        if (expected[i] === left && expected[i + 1] === right) next.push(left + expected[++i]);
        else next.push(expected[i]);
      }
      expected = next;
    }
    assert.deepEqual(merged(word, ranks), expected, word.join(""));
  }
});

test("Every byte has a symbol of its own, and texts come back from theirs.", () => {
  assert.equal(new Set(byteSymbols).size, 256);
  assert.ok(byteSymbols.every((symbol) => /^\P{White_Space}$/u.test(symbol)));
  for (const text of ["naïve 東京 😀\u0000\u00ad", "\t \n"])
    assert.equal(fromSymbols(toSymbols(text).join("")), text);
});

test("Words are letters, single digits, endings and the rest, in lower case.", () => {
  assert.deepEqual(wordsOf("It's  2024,\tdon'T!! Σas ΟΣ"), [
    ..."it 's 2 0 2 4 , don 't !!".split(" "),
    "σas",
    "οσ",
  ]);
});

test("What there is no place for is told, and the end stands at the last place.", () => {
  const { encode, decode, context } = tokenizerOf(two(), 8);
  const { ids, unseen } = encode("The THE the there the Tower the");
  assert.equal(context, 8);
  assert.deepEqual(ids, [
    start,
    ...["the</w>", "the</w>", "the</w>", "there</w>", "the</w>", "t"].map(id),
    end,
  ]);
  assert.equal(unseen, "ower the");
  assert.equal(decode(ids), "the the the there the t");
  assert.equal(encode("the the there").unseen, "");
  assert.throws(() => decode([99_999]), /^RangeError: The tokenizer has no id 99999/);
});

test("Both forms of the files say the same, and what is no tokenizer's is refused.", () => {
  const added_tokens = Object.entries(specials).map(([content, id]) => ({ content, id }));
  const model = { type: "BPE", end_of_word_suffix: "</w>", vocab, merges };
  const pairs = merges.map((merge) => merge.split(" "));
  for (const form of [model, { ...model, merges: pairs }]) {
    assert.deepEqual(ofTokenizerFile(JSON.stringify({ added_tokens, model: form })), two());
  }
  const refused: [() => unknown, RegExp][] = [
    [() => ofVocabAndMerges("{", ""), /^RangeError: vocab.json is not JSON/],
    [() => ofVocabAndMerges(JSON.stringify(vocab), ""), /vocab.json has no <\|startoftext\|>/],
    [() => ofVocabAndMerges(JSON.stringify(specials), ""), /vocab.json has no "Ā": there are texts/],
    [
      () => ofVocabAndMerges(JSON.stringify({ ...vocab, ...specials }), "t h\nq q"),
      /^RangeError: Merge 1 of the tokenizer, "q q", makes nothing/,
    ],
    [
      () => ofVocabAndMerges(JSON.stringify({ a: "b" }), ""),
      /^RangeError: vocab.json is not that of CLIP's tokenizer: a/,
    ],
    [
      () => ofTokenizerFile(JSON.stringify({ model: { ...model, end_of_word_suffix: "" } })),
      /^RangeError: tokenizer.json .*model.end_of_word_suffix/,
    ],
    [() => ofTokenizerFile(JSON.stringify({ model: { ...model, type: "WordPiece" } })), /model.type/],
  ];
  for (const [refuse, expected] of refused) assert.throws(refuse, (error) => expected.test(String(error)));
});
