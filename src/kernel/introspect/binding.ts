import { closes, is, isName, opens, type Token } from "./tokens.ts";

/** The names that a binding pattern at `at` declares: `a`, `{ b, c: [d] }`, `...e`; and the index behind it. */
export function readBinding(tokens: Token[], at: number): { names: string[]; end: number } {
  const token = tokens.at(at);
  if (!token || at >= tokens.length) return { names: [], end: at };
  if (is(token, "...")) return readBinding(tokens, at + 1);
  if (isName(token)) return { names: [token.value], end: at + 1 };
  if (is(token, "{", "[")) return readList(tokens, at);
  return { names: [], end: at + 1 };
}

/** The names of a list of bindings in brackets: a pattern's, or a function's parameters. `open` is the bracket's. */
export function readList(tokens: Token[], open: number): { names: string[]; end: number } {
  const names: string[] = [];
  let at = open + 1;
  while (at < tokens.length && !closes(tokens[at])) {
    // What a constructor's parameter may have before its name.
    while (
      is(tokens[at], "public", "private", "protected", "readonly", "override") &&
      isName(tokens.at(at + 1))
    )
      at++;
    // In an object's pattern `key: target` binds the target alone.
    if (is(tokens[open], "{") && is(tokens.at(at + 1), ":")) at += 2;
    const element = readBinding(tokens, at);
    names.push(...element.names);
    at = skipToComma(tokens, Math.max(element.end, is(tokens[at], ",") ? at : at + 1));
    if (is(tokens.at(at), ",")) at++;
  }
  return { names, end: at + 1 };
}

/** Behind the type and the default of a binding: at the comma or the bracket that ends it. */
function skipToComma(tokens: Token[], from: number): number {
  let depth = 0;
  let angles = 0;
  let at = from;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (depth === 0 && (closes(token) || (is(token, ",") && angles <= 0))) return at;
    if (opens(token)) depth++;
    else if (closes(token)) depth--;
    // Type arguments hold commas of their own.
    else if (depth === 0 && is(token, "<")) angles++;
    else if (depth === 0 && is(token, ">", ">>", ">>>")) angles -= token.value.length;
    else if (depth === 0 && is(token, "=")) angles = 0;
  }
  return at;
}
