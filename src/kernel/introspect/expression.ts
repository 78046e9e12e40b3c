import { is, isName, opening, type Token } from "./tokens.ts";
import { isReserved } from "./words.ts";

const literals = new Set([
  "StringLiteral",
  "NoSubstitutionTemplate",
  "NumericLiteral",
  "RegularExpressionLiteral",
]);

/**
 * Index of the first token of the expression that ends at `last`, as far as a dot behind it would reach: `a.b(c)[d]`,
 * `new X()`, `"text"`. Null where no expression ends.
 */
export function expressionStart(tokens: Token[], last: number): number | null {
  let at = last;
  let called = false;
  while (endsOperand(tokens, at)) {
    if (is(tokens[at], "!")) {
      at--;
      continue;
    }
    const start = is(tokens[at], ")", "]", "}") || isTemplateEnd(tokens[at]) ? opening(tokens, at) : at;
    if (start < 0) return null;
    const before = tokens.at(start - 1);
    if (start > 0 && is(before, ".", "?.")) {
      // What stands behind a dot is a name; behind `?.` also a call or an index.
      called ||= is(tokens[start], "(");
      at = start - 2;
      continue;
    }
    const applied = !isName(tokens[start]) && !is(tokens[start], "{") ? appliedTo(tokens, start) : null;
    if (applied !== null) {
      called ||= is(tokens[start], "(");
      at = applied;
      continue;
    }
    if (isName(tokens[start]) && isReserved(tokens[start].value) && !is(tokens[start], "this", "import"))
      return null;
    return called && start > 0 && is(before, "new") ? start - 1 : start;
  }
  return null;
}

/** Index of the last token of what is called, indexed or used as a tag by the token at `start`. */
function appliedTo(tokens: Token[], start: number): number | null {
  if (literals.has(tokens[start].type) && tokens[start].type !== "NoSubstitutionTemplate") return null;
  const before = is(tokens[start], "(") ? beforeTypeArguments(tokens, start - 1) : start - 1;
  return !is(tokens[before], "}") && endsOperand(tokens, before) ? before : null;
}

/** In `f<T>(`, the index of `f`: type arguments mean nothing to a value. */
export function beforeTypeArguments(tokens: Token[], at: number): number {
  let depth = 0;
  for (let i = at; i >= 0; i--) {
    if (is(tokens[i], ">", ">>", ">>>")) depth += tokens[i].value.length;
    else if (is(tokens[i], "<") && --depth === 0) return isName(tokens[i - 1]) ? i - 1 : at;
    else if (depth === 0 || is(tokens[i], ";", "=", "&&", "||")) return at;
  }
  return at;
}

export function endsOperand(tokens: Token[], at: number): boolean {
  const token = tokens.at(at);
  if (at < 0 || !token) return false;
  if (is(token, "!")) return endsOperand(tokens, at - 1);
  const { value, type } = token;
  if (type === "IdentifierName")
    return (at > 0 && is(tokens[at - 1], ".", "?.")) || !isReserved(value) || is(token, "this", "import");
  return literals.has(type) || isTemplateEnd(token) || is(token, ")", "]", "}");
}

const isTemplateEnd = ({ type }: Token): boolean => type === "TemplateTail";
