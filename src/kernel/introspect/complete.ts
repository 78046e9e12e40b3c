import type { CompleteReply } from "../../protocol/index.ts";
import { kernelName } from "../compile/rewrite.ts";
import { pointsOf, unitsOf } from "./code-points.ts";
import { contextAt, type Context } from "./context.ts";
import { kindOf, type Kind } from "./kind.ts";
import { membersOf } from "./members.ts";
import type { Peeker } from "./peek.ts";
import { namesInScope } from "./scope.ts";
import { parametersOf } from "./signature.ts";
import { specifiers } from "./specifiers.ts";
import { weighed } from "./weigh.ts";
import { keywords } from "./words.ts";

/** One thing that could stand at the cursor; those of a lower rank come first. */
interface Candidate {
  text: string;
  kind: Kind;
  rank: number;
  signature?: string;
}

export interface Places {
  /** Folder of the notebook, and of the built runtime. */
  folder: string;
  runtime: string;
}

/** Longer lists help nobody. */
const most = 300;

/** What could stand at the cursor. Values are looked at without running any code that changes something. */
export async function complete(
  code: string,
  cursorPos: number,
  peeker: Peeker,
  places: Places,
): Promise<CompleteReply> {
  const cursor = unitsOf(code, cursorPos);
  const context = contextAt(code, cursor);
  const candidates = context ? await candidatesOf(context, peeker, places) : [];
  const start = pointsOf(code, cursor - (context?.prefix.length ?? 0));
  const end = pointsOf(code, cursor);
  const chosen = choose(candidates, context?.prefix ?? "");
  return {
    status: "ok",
    matches: chosen.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    metadata: {
      _jupyter_types_experimental: chosen.map(({ text, kind, signature }) => ({
        text,
        type: kind,
        start,
        end,
        ...(signature === undefined ? {} : { signature }),
      })),
    },
  };
}

/** Those that begin with what is there, in its own case where any do; each once. */
function choose(candidates: Candidate[], prefix: string): Candidate[] {
  const exact = candidates.filter(({ text }) => text.startsWith(prefix));
  const any = candidates.filter(({ text }) => text.toLowerCase().startsWith(prefix.toLowerCase()));
  const sorted = (exact.length ? exact : any).sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1));
  return [...new Map(sorted.map((one) => [one.text, one])).values()].slice(0, most);
}

async function candidatesOf(context: Context, peeker: Peeker, places: Places): Promise<Candidate[]> {
  switch (context.kind) {
    case "specifier":
      return specifiers(context.prefix, places).map((text) => ({ text, kind: "module", rank: 0 }));
    case "export":
      return exportsOf(context.module, context.listed);
    case "member":
      return members(context, peeker);
    case "name":
      return names(context, peeker);
  }
}

async function members(
  { object, quote }: Context & { kind: "member" },
  peeker: Peeker,
): Promise<Candidate[]> {
  const script = await weighed(object);
  const peeked = script === null ? null : peeker.peek(script);
  if (!peeked) return [];
  return membersOf(peeked.value)
    .filter(({ name }) => quote !== null || /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name))
    .map(({ name, rank, descriptor }) => ({ text: name, rank, ...describe(descriptor) }));
}

/** A getter is a property like any other: it is not run. */
function describe(descriptor: PropertyDescriptor | undefined): Pick<Candidate, "kind" | "signature"> {
  const value: unknown = descriptor?.value;
  return typeof value === "function"
    ? { kind: kindOf(value), signature: parametersOf(value) ?? undefined }
    : { kind: "property" };
}

function names({ tokens }: Context, peeker: Peeker): Candidate[] {
  const written = [...namesInScope(tokens)].map(([text, { kind }]) => ({ text, kind, rank: 0 }));
  const declared = peeker.names().map((text) => {
    const value = peeker.peek(text)?.value;
    return {
      text,
      rank: 0,
      kind: kindOf(value),
      signature: isObject(value) ? (parametersOf(value) ?? undefined) : undefined,
    };
  });
  const globals = membersOf(globalThis)
    .filter(({ rank, name }) => rank < 2 && name !== kernelName)
    .map(({ name, descriptor }) => ({ text: name, rank: 1, ...describe(descriptor) }));
  const words = keywords.map((text) => ({ text, kind: "keyword" as const, rank: 2 }));
  return [...written, ...declared, ...globals, ...words];
}

/** What a module offers: of Node's own alone, since to import another runs its code. */
async function exportsOf(module: string, listed: string[]): Promise<Candidate[]> {
  const { isBuiltin } = await import("node:module");
  if (!isBuiltin(module)) return [];
  const namespace = (await import(module)) as Record<string, unknown>;
  return Object.keys(namespace)
    .filter((text) => !listed.includes(text))
    .map((text) => ({ text, kind: kindOf(namespace[text]), rank: 0 }));
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
