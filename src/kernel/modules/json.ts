import type { Position } from "../compile/syntax-error.ts";
import type { LocalModule } from "./module.ts";
import { FileSyntaxError } from "./syntax-error.ts";

export function readJson({ label, text }: LocalModule): unknown {
  const json = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(json);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = /at position (\d+)/.exec(message)?.[1];
    const at = placeAt(json, offset === undefined ? json.length : Number(offset));
    throw new FileSyntaxError(message.replace(/ in JSON at position.*/, ""), { label, source: text }, at);
  }
}

function placeAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}
