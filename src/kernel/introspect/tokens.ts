import jsTokens from "js-tokens";

export interface Token {
  type: ReturnType<typeof readTokens>[number]["type"];
  value: string;
  /** Offsets in UTF-16 units; `end` is behind the token. */
  start: number;
  end: number;
  /** False for a string, template, comment or regular expression that the text ends in. */
  closed: boolean;
}

const readTokens = (code: string) => [...jsTokens(code)];

/** The tokens of any text, finished or not; spaces and line ends are left out, comments are not. */
export function tokenize(code: string): Token[] {
  let end = 0;
  return readTokens(code)
    .map((token) => {
      const start = end;
      end += token.value.length;
      return { ...token, start, end, closed: !("closed" in token) || token.closed };
    })
    .filter(({ type }) => type !== "WhiteSpace" && type !== "LineTerminatorSequence");
}

export const isComment = ({ type }: Token): boolean => type.endsWith("Comment");

/** The tokens that mean something to the program. */
export const withoutComments = (tokens: Token[]): Token[] => tokens.filter((token) => !isComment(token));

export const isName = (token: Token | undefined): token is Token => token?.type === "IdentifierName";

export const is = (token: Token | undefined, ...values: string[]): boolean =>
  token !== undefined &&
  (token.type === "Punctuator" || token.type === "IdentifierName") &&
  values.includes(token.value);

export const opens = (token: Token): boolean => is(token, "(", "[", "{") || token.type === "TemplateHead";

export const closes = (token: Token): boolean => is(token, ")", "]", "}") || token.type === "TemplateTail";

/** Index of the token that opens what the one at `close` closes; -1 without one. */
export function opening(tokens: Token[], close: number): number {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (closes(tokens[i])) depth++;
    if (opens(tokens[i]) && --depth === 0) return i;
  }
  return -1;
}

/** Index of the token that closes what the one at `open` opens; -1 without one. */
export function closing(tokens: Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (opens(tokens[i])) depth++;
    if (closes(tokens[i]) && --depth === 0) return i;
  }
  return -1;
}

/** Indices of the tokens that open what is still open at the end, outermost first. */
export function stillOpen(tokens: Token[]): number[] {
  const open: number[] = [];
  for (const [i, token] of tokens.entries()) {
    if (opens(token)) open.push(i);
    else if (closes(token)) open.pop();
  }
  return open;
}
