import { expressionStart } from "./expression.ts";
import { is, tokenize, withoutComments, type Token } from "./tokens.ts";

/** What a cell asks to read about. */
export interface PageRequest {
  expression: string;
  detail: 0 | 1;
}

/**
 * Of a cell that is `expression?` or `?expression` and no more; with two question marks for its text as well. None of
 * these is TypeScript, whatever the expression. A space may begin a conditional that a console goes on with, so none
 * is allowed.
 */
export function pageRequest(code: string): PageRequest | null {
  const tokens = withoutComments(tokenize(code));
  return asked(code, tokens.slice(0, -1), tokens.at(-1)) ?? asked(code, tokens.slice(1), tokens.at(0));
}

function asked(code: string, tokens: Token[], mark: Token | undefined): PageRequest | null {
  if (!mark || !is(mark, "?", "??") || expressionStart(tokens, tokens.length - 1) !== 0) return null;
  const { start } = tokens[0];
  const { end } = tokens[tokens.length - 1];
  if (mark.start !== end && mark.end !== start) return null;
  return { expression: code.slice(start, end), detail: mark.value === "??" ? 1 : 0 };
}
