import { expectOptions } from "../../../core/options.ts";
import { oneOf, pathOf, textOf } from "../folder.ts";
import { tokenizerOf, type ClipTokenizer } from "./tokenizer.ts";
import { ofTokenizerFile, ofVocabAndMerges, type Vocabulary } from "./vocabulary.ts";

/** The vocabulary of a folder: of vocab.json and merges.txt, else of tokenizer.json. */
export async function vocabularyOf(folder: string): Promise<Vocabulary> {
  if (oneOf(folder, ["vocab.json", "tokenizer.json"]) === "tokenizer.json") {
    return ofTokenizerFile(await textOf(folder, "tokenizer.json"));
  }
  return ofVocabAndMerges(await textOf(folder, "vocab.json"), await textOf(folder, "merges.txt"));
}

/**
 * CLIP's tokenizer out of a folder as Hugging Face has it, exact to theirs: vocab.json with merges.txt, or tokenizer.json.
 * Texts become 77 ids at most unless `context` says another number; what does not fit is told. Throws a RangeError for files
 * that are no such tokenizer's.
 */
export async function clipTokenizer(
  folder: string | URL,
  options: { context?: number } = {},
): Promise<ClipTokenizer> {
  expectOptions("clipTokenizer", options, ["context"]);
  return tokenizerOf(await vocabularyOf(pathOf(folder)), options.context ?? 77);
}
