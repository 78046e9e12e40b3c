import type { Position } from "../compile/syntax-error.ts";
import type { Script } from "../errors.ts";
import { sourceOf } from "./kind.ts";
import { ownValue } from "./members.ts";
import { is, tokenize, type Token } from "./tokens.ts";

/**
 * The comment that stands before a function or class in the cell or local file that it comes from, found by its text;
 * null without one. `scripts` come newest first: an older one may have said otherwise of the same text.
 */
export function docCommentOf(value: object, scripts: Iterable<Script>): string | null {
  const name = ownValue(value, "name");
  const text = sourceOf(value);
  if (typeof name !== "string" || !name) return null;
  for (const { code, source, originalOf } of scripts) {
    for (let at = code.indexOf(text); at >= 0; at = code.indexOf(text, at + 1)) {
      const place = originalOf(placeOf(code, at));
      if (!place) continue;
      const tokens = tokenize(source);
      const first = tokens.findIndex(({ end }) => end > offsetOf(source, place));
      const around = tokens.slice(Math.max(0, first - farthest), first + 4);
      if (!around.some(({ value: word }) => word === name)) continue;
      return commentBefore(tokens, first, name);
    }
  }
  return null;
}

/** Tokens between a comment and the function that it is about: a type may be among them. */
const farthest = 40;

function commentBefore(tokens: Token[], first: number, name: string): string | null {
  const start = Math.max(0, first - farthest);
  const at = tokens.slice(start, first).findLastIndex(({ type }) => type === "MultiLineComment") + start;
  if (at < start || !tokens[at].value.startsWith("/**")) return null;
  return isHead(tokens, at + 1, first, name) ? textOf(tokens[at].value) : null;
}

/** Whether a declaration of `name` begins at `at`, and is that of the function which begins at `first`. */
function isHead(tokens: Token[], at: number, first: number, name: string): boolean {
  while (is(tokens[at], ...modifiers)) at++;
  if (is(tokens[at], "const", "let", "var")) {
    const between = tokens.slice(at + 2, first);
    const isWhole = !between.length || (is(between.at(-1), "=") && !between.some((each) => is(each, ";")));
    return tokens[at + 1]?.value === name && isWhole;
  }
  while (is(tokens[at], "function", "class", "*")) at++;
  return tokens.at(at)?.value === name && first <= at;
}

const modifiers = [
  "export",
  "default",
  "abstract",
  "async",
  "static",
  "public",
  "protected",
  "private",
  "override",
];

const textOf = (comment: string): string =>
  comment
    .slice("/**".length, -"*/".length)
    .replace(/^[ \t]*\*[ \t]?/gm, "")
    .trim();

function placeOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

function offsetOf(text: string, { line, column }: Position): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((length, each) => length + each.length + 1, 0) + column - 1;
}
