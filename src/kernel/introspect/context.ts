import { beforeTypeArguments, endsOperand, expressionStart } from "./expression.ts";
import { is, isComment, isName, stillOpen, tokenize, withoutComments, type Token } from "./tokens.ts";

/** What somebody is typing where the cursor stands. `prefix` is what of it is there already. */
export type Context = { prefix: string; tokens: Token[] } & (
  | { kind: "name" }
  /** A property of the expression `object`: behind a dot, or a key in brackets and quotes. */
  | { kind: "member"; object: string; quote: string | null }
  | { kind: "specifier" }
  /** A name in the braces of an import of `module`, where `listed` are taken. */
  | { kind: "export"; module: string; listed: string[] }
);

/** Null in a comment, in text, in a number and where a new name is given. */
export function contextAt(code: string, cursor: number): Context | null {
  const all = tokenize(code.slice(0, cursor));
  const last = all.at(-1);
  if (last && last.end === cursor && isComment(last)) {
    if (last.type !== "MultiLineComment" || !last.closed) return null;
  }
  const tokens = withoutComments(all);
  const end = tokens.at(-1);
  const touching = end?.end === cursor ? end : undefined;
  if (touching?.type === "StringLiteral" && !touching.closed) return inString(code, tokens);
  if (isInText(touching)) return null;

  const prefix = isName(touching) ? touching.value : "";
  const before = prefix ? tokens.slice(0, -1) : tokens;
  const previous = before.at(-1);
  if (prefix && previous?.type === "NumericLiteral" && previous.end === touching?.start) return null;
  if (is(previous, ".", "?.")) {
    const object = expressionText(code, before, before.length - 2);
    return object === null ? null : { kind: "member", object, quote: null, prefix, tokens: before };
  }
  const braces = importBraces(code, cursor, before);
  if (braces) return { ...braces, kind: "export", prefix, tokens: before };
  if (is(previous, "const", "let", "var", "function", "class", "enum", "interface", "namespace")) return null;
  return { kind: "name", prefix, tokens: before };
}

function isInText(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.type === "RegularExpressionLiteral" || token.type === "NoSubstitutionTemplate")
    return !token.closed;
  if (token.type === "TemplateTail") return !token.closed;
  return ["NumericLiteral", "PrivateIdentifier", "Invalid", "StringLiteral"].includes(token.type);
}

export function expressionText(code: string, tokens: Token[], last: number): string | null {
  const start = expressionStart(tokens, last);
  return start === null ? null : code.slice(tokens[start].start, tokens[last].end);
}

function inString(code: string, tokens: Token[]): Context | null {
  const string = tokens[tokens.length - 1];
  const before = tokens.slice(0, -1);
  const rest = { prefix: string.value.slice(1), tokens: before };
  const at = before.length - 1;
  if (is(before[at], "from", "import") && !is(before[at - 1], ".", "?."))
    return { kind: "specifier", ...rest };
  if (is(before[at], "(") && is(before[at - 1], "import", "require") && !is(before[at - 2], ".", "?."))
    return { kind: "specifier", ...rest };
  if (!is(before[at], "[")) return null;
  const holder = is(before[at - 1], "?.") ? at - 2 : at - 1;
  const object = endsOperand(before, holder) ? expressionText(code, before, holder) : null;
  return object === null ? null : { kind: "member", object, quote: string.value[0], ...rest };
}

/** Of `import { a, | } from "m"`: the module, and the names that are listed on both sides of the cursor. */
function importBraces(
  code: string,
  cursor: number,
  before: Token[],
): { module: string; listed: string[] } | null {
  const open = stillOpen(before).at(-1);
  if (open === undefined || !is(before[open], "{")) return null;
  const head = before.slice(Math.max(0, open - 3), open).map(({ value }) => value);
  if (!/(^|\s)import( type)?( \S+ ,)?$/.test(head.join(" "))) return null;
  if (is(before.at(-1), "as")) return null;

  const after = withoutComments(tokenize(code.slice(cursor)));
  const from = after.findIndex((token) => is(token, "from"));
  const module = after.at(from + 1);
  if (from < 0 || module?.type !== "StringLiteral" || !module.closed) return null;
  const listed = [...before.slice(open + 1), ...after.slice(0, from)];
  return { module: module.value.slice(1, -1), listed: listed.filter(isName).map(({ value }) => value) };
}

/** The expressions that a person at the cursor may ask about, nearest first: the name there, then what is called. */
export function subjectsAt(code: string, cursor: number): string[] {
  const tokens = withoutComments(tokenize(code));
  const at = tokens.findIndex((token) => isName(token) && token.start <= cursor && cursor <= token.end);
  const subjects = at < 0 ? [] : [expressionText(code, tokens, at)];
  const before = tokens.filter(({ start }) => start < cursor);
  for (const open of stillOpen(before).reverse()) {
    if (!is(before[open], "(")) continue;
    const callee = beforeTypeArguments(before, open - 1);
    if (endsOperand(before, callee)) subjects.push(expressionText(code, before, callee));
  }
  return subjects.filter((subject) => subject !== null);
}
