import { count } from "../../../display/text.ts";
import type { ClipModel } from "../encoder.ts";

/** What a text encoder did not see of captions, in words: nothing where it saw them whole. */
export function cutWarning(model: ClipModel, captions: readonly string[], prefix: string): string[] {
  const cut = model.cut(captions.map((caption) => prefix + caption));
  if (cut.length === 0) return [];
  const [{ index, unseen }] = cut;
  return [
    `${count(cut.length)} of ${count(captions.length)} captions ${cut.length === 1 ? "is" : "are"} longer than the text encoder sees: of caption ${index} it does not see "${shortened(unseen)}"`,
  ];
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
