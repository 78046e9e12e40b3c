import { readBinding, readList } from "./binding.ts";
import type { Kind } from "./kind.ts";
import { closes, is, isName, opening, opens, type Token } from "./tokens.ts";

export interface Declared {
  kind: Kind;
  /** Inside a function or block: not a name of the session. */
  local: boolean;
}

type Names = Map<string, Kind>;

interface Frame {
  open: number;
  names: Names;
  /** Parameters of arrow functions whose bodies are expressions: they end with the expression. */
  arrows: Names;
}

/** The names that the text of a cell has declared where it ends. A scan of tokens: any text has an answer. */
export function namesInScope(tokens: Token[]): Map<string, Declared> {
  const frame = (open: number, names: Names = new Map()): Frame => ({ open, names, arrows: new Map() });
  const frames = [frame(-1)];
  /** What was declared in parentheses that have closed, by the index that closed them. */
  const closed = new Map<number, Names>();

  for (const [i, token] of tokens.entries()) {
    const current = frames[frames.length - 1];
    if (opens(token)) {
      frames.push(frame(i, is(token, "{") ? headNames(tokens, i, closed) : new Map<string, Kind>()));
      continue;
    }
    if (closes(token)) {
      const ended = frames.length > 1 ? frames.pop() : undefined;
      if (ended && is(token, ")")) closed.set(i, ended.names);
      continue;
    }
    if (is(token, ";", ",")) current.arrows.clear();
    if (!isName(token) && !is(token, "=>")) continue;
    if (is(tokens[i - 1], ".", "?.")) continue;
    for (const [name, kind] of declaredAt(tokens, i, current)) current.names.set(name, kind);
  }

  const scope = new Map<string, Declared>();
  for (const [depth, { names, arrows }] of frames.entries()) {
    for (const [name, kind] of names) scope.set(name, { kind, local: depth > 0 });
    for (const [name, kind] of arrows) scope.set(name, { kind, local: true });
  }
  return scope;
}

/** The names that the text imports. */
export const importedNames = (tokens: Token[]): Set<string> =>
  new Set(
    tokens.flatMap((token, i) =>
      is(token, "import") && !is(tokens[i - 1], ".", "?.")
        ? imported(tokens, i + 1).map(([name]) => name)
        : [],
    ),
  );

function declaredAt(tokens: Token[], i: number, current: Frame): [string, Kind][] {
  const next = tokens.at(i + 1);
  switch (tokens[i].value) {
    case "const":
    case "let":
    case "var":
      current.arrows.clear();
      return declarators(tokens, i + 1).map((name) => [name, "instance"]);
    case "function": {
      const name = is(next, "*") ? tokens.at(i + 2) : next;
      return isName(name) ? [[name.value, "function"]] : [];
    }
    case "class":
    case "enum":
    case "interface":
      return isName(next) && !is(next, "extends", "implements") ? [[next.value, "class"]] : [];
    case "namespace":
      return isName(next) ? [[next.value, "module"]] : [];
    case "import":
      return imported(tokens, i + 1);
    case "=>":
      for (const name of arrowParameters(tokens, i)) current.arrows.set(name, "instance");
      return [];
    default:
      return [];
  }
}

/** The names of `a = 1, { b } = c`. */
function declarators(tokens: Token[], from: number): string[] {
  const names: string[] = [];
  let at = from;
  for (;;) {
    const { names: some, end } = readBinding(tokens, at);
    names.push(...some);
    at = end;
    for (let depth = 0; at < tokens.length; at++) {
      if (depth === 0 && (closes(tokens[at]) || is(tokens[at], ",", ";", "const", "let", "var"))) break;
      if (opens(tokens[at])) depth++;
      else if (closes(tokens[at])) depth--;
    }
    // A line without a semicolon may be followed by anything; a comma there declares nothing more that is harmful.
    if (!is(tokens.at(at), ",") || at >= tokens.length) return names;
    at++;
  }
}

/** The names of `a, { b as c }, * as d from`; none of `import(` and `import.meta`. */
function imported(tokens: Token[], from: number): [string, Kind][] {
  const names: [string, Kind][] = [];
  if (is(tokens.at(from), ".")) return names;
  for (let i = from; i < tokens.length && !is(tokens[i], "from", ";", "("); i++) {
    const token = tokens[i];
    if (token.type === "StringLiteral") break;
    const kind: Kind = is(tokens[i - 2], "*") ? "module" : "instance";
    if (isName(token) && !is(tokens.at(i + 1), "as") && !is(token, "as", "type"))
      names.push([token.value, kind]);
  }
  return names;
}

/** The parameters of a function, a catch or a loop whose body opens at `brace`. */
function headNames(tokens: Token[], brace: number, closed: Map<number, Names>): Names {
  const before = is(tokens[brace - 1], "=>") ? brace - 1 : brace;
  if (before < brace && isName(tokens.at(before - 1)) && !is(tokens.at(before - 2), ":", "|", "&", "."))
    return new Map([[tokens[before - 1].value, "instance"]]);
  const close = beforeReturnType(tokens, before - 1);
  if (close < 0) return new Map();
  const open = opening(tokens, close);
  if (open < 0) return new Map();
  const inner = closed.get(close) ?? new Map<string, Kind>();
  if (is(tokens[open - 1], "if", "for", "while", "switch", "with")) return new Map(inner);
  return new Map([...inner, ...readList(tokens, open).names.map((name) => [name, "instance"] as const)]);
}

function arrowParameters(tokens: Token[], arrow: number): string[] {
  const close = beforeReturnType(tokens, arrow - 1);
  if (close >= 0) {
    const open = opening(tokens, close);
    return open < 0 ? [] : readList(tokens, open).names;
  }
  return isName(tokens[arrow - 1]) ? [tokens[arrow - 1].value] : [];
}

/** The index of the `)` that ends a function's parameters, read back from its body over a type; -1 without one. */
function beforeReturnType(tokens: Token[], from: number): number {
  if (is(tokens.at(from), ")")) return from;
  let typed = false;
  for (let i = from; i >= 0 && from - i < 40; i--) {
    if (is(tokens[i], ")")) return typed ? i : -1;
    typed = is(tokens[i], ":");
    if (is(tokens[i], ";", "=", "=>", "{", "}", "(")) return -1;
  }
  return -1;
}
