import * as acorn from "acorn";
import * as esbuild from "esbuild";
import { nearest } from "./nearest.ts";
import { hasTag, sourceOf, type Cell, type Notebook } from "./notebook.ts";
import { UsageProblem } from "./usage-problem.ts";

/** Values by name, as `--set` gave them. */
export type Values = ReadonlyMap<string, unknown>;

/** Reads `name=value`: a value that is JSON is what JSON says, any other is text. */
export function readSettings(settings: readonly string[]): Values {
  const values = new Map<string, unknown>();
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const name = at < 0 ? setting : setting.slice(0, at);
    if (at < 0) throw new UsageProblem(`--set ${setting} has no value: --set ${setting}=VALUE.`);
    if (!isName(name)) throw new UsageProblem(`--set ${setting}: "${name}" cannot be a variable's name.`);
    if (values.has(name)) throw new UsageProblem(`--set ${name}=… is given twice.`);
    values.set(name, valueOf(setting.slice(at + 1)));
  }
  return values;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Whether `let name` could stand in a cell: not for `class`, `a.b` or `1x`. */
function isName(text: string): boolean {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text)) return false;
  try {
    acorn.parse(`let ${text};`, { ecmaVersion: "latest", sourceType: "module" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Sets parameters as papermill does: a cell tagged `injected-parameters` follows the one tagged `parameters`, or
 * takes the place of the one that an earlier run has left. Where neither is there it becomes the first cell. Returns
 * what a person should be warned of. Throws UsageProblem for a name that the parameters cell does not declare.
 */
export async function inject(notebook: Notebook, values: Values): Promise<string[]> {
  if (values.size === 0) return [];
  const { cells } = notebook;
  const declaring = cells.findIndex((cell) => hasTag(cell, "parameters"));
  const earlier = cells.findIndex((cell) => hasTag(cell, "injected-parameters"));
  const warnings: string[] = [];
  if (declaring < 0) {
    warnings.push('No cell is tagged "parameters", so the values are set at the notebook\'s top.');
  } else {
    const declared = await declarations(sourceOf(cells[declaring]));
    for (const [name, value] of values) {
      if (!declared.has(name)) throw new UsageProblem(unknown(name, [...declared.keys()]));
      const usual = declared.get(name);
      const is = typeof value;
      if (usual && value !== null && usual !== is)
        warnings.push(`${name} is a ${usual} in the notebook, and now a ${is}: ${JSON.stringify(value)}`);
    }
  }
  const cell = injected(notebook, values, declaring < 0);
  if (earlier >= 0) cells.splice(earlier, 1, { ...cell, ...keptId(cells[earlier]) });
  else cells.splice(declaring + 1, 0, cell);
  return warnings;
}

/** Declares where nothing else does: a kernel's cells may declare a name again, a TypeScript file may not. */
function injected({ nbformat_minor = 0 }: Notebook, values: Values, declare: boolean): Cell {
  const lines = [...values].map(([name, value]) => `${declare ? "let " : ""}${name} = ${literal(value)};`);
  return {
    cell_type: "code",
    // Format 4.5 demands ids, 4.4 forbids them.
    ...(nbformat_minor >= 5 ? { id: "injected-parameters" } : {}),
    metadata: { tags: ["injected-parameters"] },
    execution_count: null,
    outputs: [],
    source: ["// Parameters", ...lines].join("\n"),
  };
}

const keptId = ({ id }: Cell): { id?: string } => (id === undefined ? {} : { id });

/** JSON is JavaScript, save that `{"__proto__": …}` sets no property there. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll('"__proto__":', '["__proto__"]:');

type Type = "number" | "string" | "boolean";

/** The names that a cell declares at its top, each with the type of its value where that is a literal. */
async function declarations(source: string): Promise<Map<string, Type | null>> {
  const { code } = await esbuild.transform(source, { loader: "ts" }).catch(() => {
    throw new UsageProblem(
      'The cell tagged "parameters" is not TypeScript that can be read: run it to see why.',
    );
  });
  const { body } = acorn.parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
  });
  const found = new Map<string, Type | null>();
  for (const statement of body) {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declared.declarations)
      if (id.type === "Identifier") found.set(id.name, init ? typeOf(init) : null);
  }
  return found;
}

function typeOf(node: acorn.Expression): Type | null {
  if (node.type === "UnaryExpression" && node.operator === "-") return typeOf(node.argument);
  if (node.type === "TemplateLiteral") return "string";
  if (node.type !== "Literal") return null;
  const type = typeof node.value;
  return type === "number" || type === "string" || type === "boolean" ? type : null;
}

function unknown(name: string, names: string[]): string {
  const close = nearest(name, names);
  const there = names.length ? `There is ${names.join(", ")}.` : "It declares none.";
  return (
    `The cell tagged "parameters" declares no ${name}. ` + (close ? `Did you mean ${close}? ${there}` : there)
  );
}
