// Payloads as nobody's kernel would write them: a valid one, damaged in one to three places. What comes out is the text of
// a JSON value, so that it holds what JSON.parse can give and no more: 1e999 is Infinity, "__proto__" a key like others.
import { stream } from "../../src/runtime/random/index.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = (string | number)[];

/** Whole numbers below `n`, the same ones for the same seed. */
export type Dice = (n: number) => number;

export function dice(seed: number): Dice {
  const random = stream(seed);
  return (n) => Math.floor(random.uniform64(1)[0] * n);
}

/** Stand for numbers that JSON.stringify cannot write. */
const [infinite, minusInfinite] = ["\u0001Infinity", "\u0001-Infinity"];

const script = "window.__pwned=1";
/** Texts that do harm where they are taken for more than text. */
export const hostileTexts = [
  `<img src=x onerror="${script}">`,
  `<script>${script}</script>`,
  `</script><svg onload="${script}">`,
  `"><iframe srcdoc="<script>parent.${script}</script>">`,
  `javascript:${script}`,
  `<a href="javascript:${script}">x</a>`,
  String.raw`\href{javascript:${script}}{x} \htmlData{a=b}{x} \includegraphics{https://example.org/x.png}`,
  String.raw`\def\a{\a\a}\a`,
  `${"{".repeat(2000)}x${"}".repeat(2000)}`,
  "\ud800", // half of a character
  "\u202eright to left\u202c",
  "\u0000",
  "e\u0301".repeat(300),
  "W".repeat(200_000),
  "two\nlines\n".repeat(200),
  "__proto__",
  "",
] as const;

const nested = (depth: number): Json => {
  let value: Json = [];
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};

/** What takes a value's place. */
const replacements: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1,
  0.5,
  1e9,
  -1e9,
  2 ** 53,
  1e308,
  -1e308,
  5e-324,
  infinite,
  minusInfinite,
  ...hostileTexts,
  "!!! no base64 !!!",
  "AAAA",
  [],
  [[]],
  {},
  { $ref: "#" },
  [1e9, 1e9],
  [0],
  [-1],
  nested(3000),
  Array<Json>(20_000).fill(0),
  Array<Json>(3000).fill(["<b>k</b>", "v"]),
];

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Deeper than any payload is; what is nested as damage is left alone. */
const deepest = 20;

/** Every place in a value, the whole of it included; of a long array the first, a middle and the last. */
function places(value: Json, path: Path = []): Path[] {
  if (path.length > deepest) return [];
  const inner = Array.isArray(value)
    ? [...new Set([0, value.length >> 1, value.length - 1])]
        .filter((at) => at >= 0 && at < value.length)
        .flatMap((at) => places(value[at], [...path, at]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))
      : [];
  return [path, ...inner];
}

function at(value: Json, path: Path): Json {
  let here = value;
  for (const key of path) here = (here as Record<string | number, Json>)[key]; // the path leads through it
  return here;
}

/** Another value at a place; the place goes where `by` gives undefined. Keys become own ones, whatever their name. */
function changed(value: Json, path: Path, by: (old: Json) => Json | undefined): Json | undefined {
  if (path.length === 0) return by(value);
  const [key, ...rest] = path;
  if (Array.isArray(value))
    return value.flatMap((item, i) => {
      const next = i === key ? changed(item, rest, by) : item;
      return next === undefined ? [] : [next];
    });
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const next = name === key ? changed(item, rest, by) : item;
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
}

const strangeKeys = ["__proto__", "constructor", "toString", "then", "version", "extra", "<b>"];

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 that is whole but says something else: all NaN, all infinite, all ones, noise. */
function otherBytes(text: string, roll: Dice): string {
  const bytes = Buffer.from(text, "base64");
  switch (roll(5)) {
    case 0:
      return bytes.fill(0xff).toString("base64");
    case 1:
      for (let i = 0; i + 1 < bytes.length; i += 2) bytes.writeUInt16LE(0x7c00, i); // half precision's infinity
      return bytes.toString("base64");
    case 2:
      return bytes.subarray(0, roll(bytes.length + 1)).toString("base64");
    case 3:
      return Buffer.from(bytes.map(() => roll(256))).toString("base64");
    default:
      return Array.from({ length: roll(80) }, () => base64[roll(64)]).join("");
  }
}

/** A value and what was done to it, for whoever reads of a fault. */
export interface Damaged {
  readonly text: string;
  readonly what: string;
}
type Change = readonly [value: Json, what: string];

const brief = (value: Json | undefined): string =>
  value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);

/** One piece of damage somewhere. */
function damageOnce(value: Json, roll: Dice): Change {
  const all = places(value);
  const path = all[roll(all.length)];
  const other = all[roll(all.length)];
  const to = replacements[roll(replacements.length)];
  let what = "";
  const next = changed(value, path, (old) => {
    const by = otherValue(old, at(value, other), to, roll);
    what = `${path.join(".") || "all"}: ${brief(old)} became ${brief(by)}`;
    return by;
  });
  return [next ?? null, what];
}

function otherValue(old: Json, elsewhere: Json, to: Json, roll: Dice): Json | undefined {
  const kind = roll(8);
  if (kind === 0) return undefined; // left out
  if (kind === 1) return elsewhere;
  if (kind >= 5) return to;
  if (typeof old === "number") return [old + 1, old - 1, -old, old * 1000, old + 0.5][roll(5)];
  if (typeof old === "string" && old.length > 7) return otherBytes(old, roll);
  if (Array.isArray(old)) {
    const grown = [...old, ...old].slice(0, 4000);
    return [old.slice(0, old.length >> 1), grown, old.toReversed(), [], [...old, to]][roll(5)];
  }
  if (isObject(old))
    return Object.fromEntries([...Object.entries(old), [strangeKeys[roll(strangeKeys.length)], to]]);
  return to;
}

/** Words that a viewer chooses by, and numbers: with another text in their place nothing would be drawn. */
const keys = ["data", "dtype", "kind", "state", "unit"];

/** All texts replaced, but for some: script in every label. */
function hostileThroughout(value: Json, text: string, roll: Dice): Json {
  if (typeof value === "string") return roll(4) === 0 ? value : text;
  if (Array.isArray(value)) return value.map((item) => hostileThroughout(item, text, roll));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    keys.includes(key) ? item : hostileThroughout(item, text, roll),
  ]);
  return Object.fromEntries(entries);
}

function damaged(value: Json, roll: Dice): Change {
  if (roll(10) === 0) {
    const text = hostileTexts[roll(hostileTexts.length)];
    return [hostileThroughout(value, text, roll), `texts became ${brief(text)}`];
  }
  let next = value;
  const whats: string[] = [];
  for (let times = 1 + roll(3); times > 0; times--) {
    const [damage, what] = damageOnce(next, roll);
    next = damage;
    whats.push(what);
  }
  return [next, whats.join("; then ")];
}

const textOf = (value: Json): string =>
  JSON.stringify(value)
    .replaceAll(JSON.stringify(infinite), "1e999")
    .replaceAll(JSON.stringify(minusInfinite), "-1e999");

/** So many damaged forms of valid values, as texts of JSON; the same ones for the same seed. */
export function damagedTexts(valid: readonly unknown[], count: number, seed: number): Damaged[] {
  const roll = dice(seed);
  const originals = valid.map((value) => JSON.parse(JSON.stringify(value)) as Json); // what a notebook's file holds
  return Array.from({ length: count }, (_, i) => {
    const [value, what] = damaged(originals[i % originals.length], roll);
    return { text: textOf(value), what: `form ${i % originals.length}: ${what}` };
  });
}
