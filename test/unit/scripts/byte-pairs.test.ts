import test from "node:test";
import assert from "node:assert/strict";
import { byteSymbols as ours, toSymbols } from "../../../src/runtime/metrics/clip/tokenizer/byte-symbols.ts";
import { merged, pairKey } from "../../../src/runtime/metrics/clip/tokenizer/merge.ts";
import { byteSymbols, mergesOf } from "../../../scripts/lib/byte-pairs.mjs";

test("The script's table of bytes is the tokenizer's, and its merges make each word one token.", () => {
  assert.deepEqual(byteSymbols, ours);
  const words = ["circle", "cross", "the", "there", "then", "a", "naïve", "square"];
  const ranks = new Map(mergesOf(words).map(([left, right], rank) => [pairKey(left, right), rank]));
  for (const word of words) {
    const symbols = toSymbols(word);
    symbols[symbols.length - 1] += "</w>";
    assert.deepEqual(merged(symbols, ranks), [`${toSymbols(word).join("")}</w>`], word);
  }
});
