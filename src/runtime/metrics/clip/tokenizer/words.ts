/** CLIP's words: endings of English, runs of letters, single digits, runs of all else but white space. */
const word =
  /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;

/** What the byte-level step that follows makes of the two that the first one may leave whole. */
const within = /\p{L}+|[^\p{L}]+/gu;

/**
 * The words of a text as Hugging Face's tokenizer has them: composed (NFC), each run of white space one space, lower case.
 * Unlike OpenAI's first script it mends no broken encodings and reads no HTML entities.
 */
export function wordsOf(text: string): string[] {
  const cleaned = lowerCase(text.normalize("NFC").replace(/\p{White_Space}+/gu, " "));
  return (cleaned.match(word) ?? []).flatMap((found) =>
    found.startsWith("<|") && found.endsWith("text|>") ? (found.match(within) ?? []) : [found],
  );
}

/** Character by character: a whole text would end its Greek words in another sigma. */
const lowerCase = (text: string): string => Array.from(text, (character) => character.toLowerCase()).join("");
