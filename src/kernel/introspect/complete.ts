import type { CompleteReply } from "../../protocol/index.ts";
import { kernelName } from "../compile/rewrite.ts";
import { pointsOf, unitsOf } from "./code-points.ts";
import { contextAt, type Context } from "./context.ts";
import type { Docs, Entry } from "./docs.ts";
import { kindOf, type Kind } from "./kind.ts";
import { look } from "./look.ts";
import { membersOf } from "./members.ts";
import { namesInScope } from "./scope.ts";
import { parametersOf } from "./signature.ts";
import { specifiers } from "./specifiers.ts";
import type { View } from "./view.ts";
import { keywords } from "./words.ts";

/** One thing that could stand at the cursor; those of a lower rank come first. */
interface Candidate {
  text: string;
  kind: Kind;
  rank: number;
  signature?: string;
}

/** Longer lists help nobody. */
const most = 300;

/** What could stand at the cursor. Values are looked at without running any code that changes something. */
export async function complete(code: string, cursorPos: number, view: View): Promise<CompleteReply> {
  view.docs.refresh();
  const cursor = unitsOf(code, cursorPos);
  const context = contextAt(code, cursor);
  const candidates = context ? await candidatesOf(context, view) : [];
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

async function candidatesOf(context: Context, view: View): Promise<Candidate[]> {
  switch (context.kind) {
    case "specifier":
      return specifiers(context.prefix, view.places).map((text) => ({ text, kind: "module", rank: 0 }));
    case "export":
      return exportsOf(context.module, context.listed, view);
    case "member":
      return members(context, view);
    case "name":
      return names(context, view);
  }
}

async function members(
  { object, quote }: Context & { kind: "member" },
  { peeker, docs }: View,
): Promise<Candidate[]> {
  const peeked = await look(object, peeker);
  if (!peeked) return [];
  return membersOf(peeked.value)
    .filter(({ name }) => quote !== null || /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name))
    .map(({ name, rank, descriptor }) => ({ text: name, rank, ...describe(descriptor, docs) }));
}

type Described = Pick<Candidate, "kind" | "signature">;

/** A getter is a property like any other: it is not run. */
function describe(descriptor: PropertyDescriptor | undefined, docs: Docs): Described {
  const value: unknown = descriptor?.value;
  return typeof value === "function" ? describeValue(value, docs) : { kind: "property" };
}

function describeValue(value: unknown, docs: Docs): Described {
  const known = docs.of(value)?.entry.signatures?.[0];
  const signature = known ?? (typeof value === "function" ? parametersOf(value) : null);
  return { kind: kindOf(value), signature: signature ?? undefined };
}

function names({ tokens }: Context, { peeker, docs }: View): Candidate[] {
  const written = [...namesInScope(tokens)].map(([text, { kind }]) => ({ text, kind, rank: 0 }));
  const declared = peeker.names().map((text) => {
    return { text, rank: 0, ...describeValue(peeker.peek(text)?.value, docs) };
  });
  const globals = membersOf(globalThis)
    .filter(({ rank, name }) => rank < 2 && name !== kernelName)
    .map(({ name, descriptor }) => ({ text: name, rank: 1, ...describe(descriptor, docs) }));
  const words = keywords.map((text) => ({ text, kind: "keyword" as const, rank: 2 }));
  return [...written, ...declared, ...globals, ...words];
}

/** What a module offers, as far as it is known without loading it: that runs its code. Node's own may be loaded. */
async function exportsOf(module: string, listed: string[], { docs, loaded }: View): Promise<Candidate[]> {
  const { isBuiltin } = await import("node:module");
  const namespace = isBuiltin(module) ? ((await import(module)) as object) : loaded(module);
  const offered = new Map<string, Described>();
  if (namespace) {
    for (const { name, descriptor, rank } of membersOf(namespace))
      if (rank === 0) offered.set(name, describe(descriptor, docs));
  }
  for (const [name, { kind, signatures }] of Object.entries(docs.exportsOf(module) ?? {}))
    offered.set(name, { kind: kinds[kind], signature: signatures?.[0] });
  return [...offered]
    .filter(([text]) => text !== "default" && !listed.includes(text))
    .map(([text, described]) => ({ text, rank: 0, ...described }));
}

const kinds = {
  function: "function",
  class: "class",
  value: "instance",
  namespace: "module",
  type: "class",
} as const satisfies Record<Entry["kind"], Kind>;
