import * as acorn from "acorn";

/**
 * Whether the cell's last token is a semicolon, by which its author says: do not show the value. Read from the
 * TypeScript itself, since esbuild writes a semicolon after every statement.
 */
export function endsWithSemicolon(source: string): boolean {
  try {
    let last: acorn.Token | null = null;
    for (const token of acorn.tokenizer(source, { ecmaVersion: "latest" })) last = token;
    return last?.type === acorn.tokTypes.semi;
  } catch {
    // TypeScript that JavaScript's tokens cannot read: take the text's end, without a comment after it.
    return /;\s*(\/\/[^\n]*\s*|\/\*[^*]*\*\/\s*)*$/.test(source);
  }
}
