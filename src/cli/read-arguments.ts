import { parseArgs } from "node:util";
import { nearest } from "./nearest.ts";
import { UsageProblem } from "./usage-problem.ts";

export interface Option {
  type: "string" | "boolean";
  description: string;
  /** What stands for the value in the help. */
  valueHint?: string;
  /** May be given several times. */
  multiple?: boolean;
}

export interface Arguments {
  file: string;
  /** The option's value; null where it was not given. */
  text(name: string): string | null;
  texts(name: string): string[];
  flag(name: string): boolean;
}

/**
 * Reads one file and the options of a command. Everything that is not known, given twice or left without its value
 * is refused: citty, which finds the command and prints the help, lets all of that pass, and a mistyped --out must
 * not cost a person the outputs of a long run.
 */
export function readArguments(args: string[], options: Record<string, Option>): Arguments {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type }]) => [name, { type, multiple: true }]),
  );
  const { tokens, positionals } = parseArgs({
    args,
    options: config,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : null;
    if (!option) throw new UsageProblem(unknown(token.rawName, Object.keys(options)));
    given.set(token.name, [...(given.get(token.name) ?? []), valueOf(token, option)]);
    if (given.get(token.name)!.length > 1 && !option.multiple)
      throw new UsageProblem(`${token.rawName} is given twice.`);
  }
  if (positionals.length > 1)
    throw new UsageProblem(`Name one notebook at a time, not ${positionals.join(" and ")}.`);
  if (!positionals[0]) throw new UsageProblem("Name a notebook: FILE.ipynb.");
  return {
    file: positionals[0],
    text: (name) => given.get(name)?.[0] ?? null,
    texts: (name) => given.get(name) ?? [],
    flag: (name) => given.has(name),
  };
}

function valueOf(
  { rawName, value, inlineValue }: { rawName: string; value?: string; inlineValue?: boolean },
  option: Option,
): string {
  if (option.type === "boolean") {
    if (value !== undefined) throw new UsageProblem(`${rawName} takes no value.`);
    return "";
  }
  // What looks like the next option is one, unless it was written with "=".
  if (!value || (!inlineValue && value.startsWith("--")))
    throw new UsageProblem(`${rawName} needs a value: ${rawName} ${option.valueHint ?? "VALUE"}.`);
  return value;
}

function unknown(rawName: string, names: string[]): string {
  const close = nearest(rawName.replace(/^-+/, ""), names);
  const known = `there is ${names.map((name) => `--${name}`).join(", ")}`;
  return `There is no option ${rawName}; ${close ? `did you mean --${close}?` : `${known}.`}`;
}
