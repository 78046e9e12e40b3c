import { inspect as textOf, types } from "node:util";
import type { Docs, Documented, Entries } from "./docs.ts";
import { docCommentOf } from "./doc-comment.ts";
import { kindOf, sourceOf } from "./kind.ts";
import { ownValue } from "./members.ts";
import type { Section } from "./sections.ts";
import { headOf, parametersOf } from "./signature.ts";
import type { View } from "./view.ts";

/** What is said of a value. `subject` is the expression that gave it; detail 1 asks for a function's text as well. */
export function describe(subject: string, value: unknown, detail: 0 | 1, { docs, scripts }: View): Section[] {
  const known = docs.of(value);
  if (known?.entry.members && known.entry.kind !== "class") return [{ code: nameOf(known) }, ...about(known)];
  if (typeof value === "function" && !types.isProxy(value)) {
    const source = detail === 1 ? [{ code: sourceOf(value) }] : [];
    if (known) return [{ code: signaturesOf(known) }, ...about(known), ...source];
    const comment = docCommentOf(value, scripts());
    return [{ code: written(subject, value) }, ...(comment ? [{ prose: comment }] : []), ...source];
  }
  const text = { code: `${subject}: ${valueText(value, detail)}` };
  if (known) return [text, ...about(known)];
  const made = classOf(value, docs);
  return made ? [text, { code: `class ${made.name}` }, ...origin(made)] : [text];
}

/** A function that we know no more of than its text. */
const written = (subject: string, value: object): string =>
  `${headOf(value) || kindOf(value)} ${subject}${parametersOf(value) ?? "(…)"}`;

const nameOf = ({ module, name }: Documented): string => name || module;

function signaturesOf(known: Documented): string {
  const { name, entry } = known;
  const head = entry.kind === "class" ? "new " : name.includes(".") ? "" : "function ";
  return (entry.signatures ?? [""]).map((signature) => `${head}${name}${signature}`).join("\n");
}

/** Where it comes from and what it is for. */
const origin = ({ module, name, entry: { doc } }: Documented): Section[] => [
  ...(name ? [{ prose: `from ${module}` }] : []),
  ...(doc ? [{ prose: doc }] : []),
];

function about(known: Documented): Section[] {
  const { types: declarations, members, methods } = known.entry;
  const listed = { ...methods, ...members };
  return [
    ...origin(known),
    ...(declarations ? [{ code: declarations.join("\n\n") }] : []),
    ...(Object.keys(listed).length ? [{ prose: list(listed) }] : []),
  ];
}

/** Members of which something can be said. */
const list = (members: Entries): string =>
  Object.entries(members)
    .filter(([, { signatures, doc, members: inner }]) => signatures ?? doc ?? inner)
    .map(([name, { doc }]) => `- \`${name}\`${doc ? `: ${firstSentence(doc)}` : ""}`)
    .join("\n");

const firstSentence = (doc: string): string =>
  doc.split(/\n\n|(?<=[^.]\.)\s(?=[A-Z`])/)[0].replace(/\s+/g, " ");

/** The class that has made a value, where it is known. */
function classOf(value: unknown, docs: Docs): Documented | null {
  for (let at = value; typeof at === "object" && at !== null && !types.isProxy(at);) {
    at = Object.getPrototypeOf(at);
    const made = at && !types.isProxy(at) ? docs.of(ownValue(at, "constructor")) : null;
    if (made?.entry.kind === "class") return made;
  }
  return null;
}

/** No getter, proxy's trap or method of the value's own runs. */
function valueText(value: unknown, detail: 0 | 1): string {
  if (hasProxy(value)) return "an object with a proxy among its prototypes";
  return textOf(value, {
    customInspect: false,
    getters: false,
    showProxy: true,
    depth: detail + 1,
    maxArrayLength: 20,
    maxStringLength: 500,
  });
}

/** Among its prototypes; of one that is a proxy itself nothing is asked. */
function hasProxy(value: unknown): boolean {
  if (types.isProxy(value)) return false;
  let at: unknown = value;
  while (((typeof at === "object" && at !== null) || typeof at === "function") && !types.isProxy(at))
    at = Object.getPrototypeOf(at);
  return types.isProxy(at);
}
