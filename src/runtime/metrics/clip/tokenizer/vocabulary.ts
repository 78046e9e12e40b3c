import * as v from "valibot";
import { byteSymbols } from "./byte-symbols.ts";
import { pairKey } from "./merge.ts";

/** What a byte-pair tokenizer knows. */
export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  /** Of pairs of symbols that become one, the first to be joined first. */
  readonly ranks: ReadonlyMap<string, number>;
  /** What a text begins and ends with. */
  readonly start: number;
  readonly end: number;
}

export const startToken = "<|startoftext|>";
export const endToken = "<|endoftext|>";
/** What the last symbol of a word carries. */
export const wordEnd = "</w>";

const Id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Ids = v.record(v.string(), Id);
const Merges = v.union([v.array(v.string()), v.array(v.tuple([v.string(), v.string()]))]);
const TokenizerFile = v.object({
  added_tokens: v.optional(v.array(v.object({ id: Id, content: v.string() })), []),
  model: v.object({
    type: v.optional(v.literal("BPE"), "BPE"),
    end_of_word_suffix: v.literal(wordEnd),
    vocab: Ids,
    merges: Merges,
  }),
});

/** Of the two files vocab.json and merges.txt. Throws a RangeError for files that are not a tokenizer's. */
export function ofVocabAndMerges(vocab: string, merges: string): Vocabulary {
  const lines = merges.split(/\r?\n/).filter((line) => line && !line.startsWith("#version"));
  return vocabulary("vocab.json", checked("vocab.json", Ids, vocab), lines);
}

/** Of tokenizer.json. Throws a RangeError for a file of another kind of tokenizer. */
export function ofTokenizerFile(text: string): Vocabulary {
  const { model, added_tokens } = checked("tokenizer.json", TokenizerFile, text);
  const added = Object.fromEntries(added_tokens.map(({ content, id }) => [content, id]));
  return vocabulary("tokenizer.json", { ...model.vocab, ...added }, model.merges);
}

function checked<T extends v.GenericSchema>(file: string, schema: T, text: string): v.InferOutput<T> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`${file} is not JSON`, { cause });
  }
  const result = v.safeParse(schema, parsed);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RangeError(
    `${file} is not that of CLIP's tokenizer: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`,
  );
}

function vocabulary(
  file: string,
  record: Readonly<Record<string, number>>,
  merges: readonly (string | readonly [string, string])[],
): Vocabulary {
  const ids = new Map(Object.entries(record));
  const [start, end] = [startToken, endToken].map((token) => {
    const id = ids.get(token);
    if (id === undefined) throw new RangeError(`${file} has no ${token}`);
    return id;
  });
  for (const symbol of byteSymbols) {
    const missing = [symbol, symbol + wordEnd].find((token) => !ids.has(token));
    if (missing) throw new RangeError(`${file} has no "${missing}": there are texts that it cannot write`);
  }
  const ranks = new Map<string, number>();
  merges.forEach((merge, rank) => {
    const parts: readonly string[] = typeof merge === "string" ? merge.split(" ") : merge;
    const [left, right] = parts;
    if (parts.length !== 2 || !ids.has(left + right)) {
      throw new RangeError(
        `Merge ${rank} of the tokenizer, "${String(merge)}", makes nothing that ${file} has`,
      );
    }
    ranks.set(pairKey(left, right), rank);
  });
  return { ids, ranks, start, end };
}
