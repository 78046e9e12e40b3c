import { types } from "node:util";
import { sourceOf } from "./kind.ts";
import { closes, closing, is, opens, tokenize, withoutComments, type Token } from "./tokens.ts";

/** More of a function's text than this is not read for its parameters. */
const enough = 4000;

/** `(a, b = 2)` as it was written; null for what is native or no function. */
export function parametersOf(value: object): string | null {
  if (typeof value !== "function" || types.isProxy(value)) return null;
  const whole = sourceOf(value);
  if (/\{\s*\[native code\]\s*\}$/.test(whole)) return null;
  const source = whole.slice(0, enough);
  const tokens = withoutComments(tokenize(source));
  if (is(tokens[0], "class")) return constructorParameters(source, tokens);
  const first = tokens.findIndex((token) => is(token, "(", "=>"));
  if (first < 0) return null;
  // `x => x` has its one parameter without parentheses.
  if (is(tokens[first], "=>")) return `(${tokens[first - 1].value})`;
  // A computed name may hold parentheses of its own: `["a" + f()]() {}`. Those are rare enough to show no signature.
  return tokens.slice(0, first).some((token) => is(token, "[")) ? null : groupAt(source, tokens, first);
}

/** What stands before a function's name: `async function*`, `class`, or nothing for an arrow or a method. */
export function headOf(value: object): string {
  const source = sourceOf(value).slice(0, 100);
  return /^(async\s+)?function\b\s*\*?|^class\b|^async\b/.exec(source)?.[0].replace(/\s+/g, " ").trim() ?? "";
}

function constructorParameters(source: string, tokens: Token[]): string {
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (depth === 1 && token.value === "constructor" && is(tokens[i + 1], "("))
      return groupAt(source, tokens, i + 1) ?? "()";
    if (opens(token)) depth++;
    else if (closes(token)) depth--;
  }
  return "()";
}

function groupAt(source: string, tokens: Token[], open: number): string | null {
  const close = closing(tokens, open);
  if (close < 0) return null;
  return source.slice(tokens[open].start, tokens[close].end).replace(/\s+/g, " ");
}
