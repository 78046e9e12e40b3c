import { fromSymbols, toSymbols } from "./byte-symbols.ts";
import { merged } from "./merge.ts";
import { endToken, startToken, wordEnd, type Vocabulary } from "./vocabulary.ts";
import { wordsOf } from "./words.ts";

/** A text as ids. */
export interface Encoded {
  /** From the start's to the end's, as many as the encoder takes at most. */
  readonly ids: readonly number[];
  /** The words, or parts of words, that there was no place for: empty where all are in. */
  readonly unseen: string;
}

/** CLIP's tokenizer. */
export interface ClipTokenizer {
  /** How many ids a text may have with its start and end: CLIP's have 77. */
  readonly context: number;
  readonly encode: (text: string) => Encoded;
  /** The text of ids without start and end, in lower case and a space between words. */
  readonly decode: (ids: readonly number[]) => string;
}

const special = new RegExp(
  `(${[startToken, endToken].map((token) => token.replaceAll("|", "\\|")).join("|")})`,
);

/** The tokenizer of a vocabulary, exact to Hugging Face's CLIPTokenizer. */
export function tokenizerOf({ ids, ranks, start, end }: Vocabulary, context: number): ClipTokenizer {
  const tokens = new Map([...ids].map(([token, id]) => [id, token]));
  const known = new Map<string, readonly number[]>();

  function ofWord(word: string): readonly number[] {
    const before = known.get(word);
    if (before) return before;
    const symbols = toSymbols(word);
    symbols[symbols.length - 1] += wordEnd;
    // The vocabulary has every byte and whatever merges make of them.
    const made = merged(symbols, ranks).map((token) => ids.get(token)!);
    if (known.size < most) known.set(word, made);
    return made;
  }

  function decode(some: readonly number[]): string {
    const symbols = some.map((id) => {
      const token = tokens.get(id);
      if (token === undefined) throw new RangeError(`The tokenizer has no id ${id}`);
      return id === start || id === end ? "" : token;
    });
    return fromSymbols(symbols.join("").replaceAll(wordEnd, " ")).trimEnd();
  }

  return {
    context,
    encode(text) {
      // The two marks count as such wherever they stand in a text, in lower case alone.
      const all = text.split(special).flatMap((part) => {
        if (part === startToken) return start;
        return part === endToken ? end : wordsOf(part).flatMap(ofWord);
      });
      const room = context - 2;
      return { ids: [start, ...all.slice(0, room), end], unseen: decode(all.slice(room)) };
    },
    decode,
  };
}

/** Words that are remembered. */
const most = 50_000;
