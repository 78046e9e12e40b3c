import {
  described,
  mostParts,
  mostVariables,
  type Described,
  type MimeBundle,
  type ValueDescriber,
  type Variable,
  type VariableReply,
  type VariablesReply,
} from "../../protocol/index.ts";
import type { Peeker } from "../introspect/index.ts";
import { describeValue, describeWhole } from "./describe.ts";
import { heldBy } from "./held.ts";
import type { Origins } from "./origins.ts";
import { countParts, partAt, partsOf, type Part } from "./parts.ts";
import { cut } from "./words.ts";

export interface VariablesContext {
  peeker: Peeker;
  origins: Origins;
  /** Who knows the runtime's values; null where no cell has loaded it. */
  describer: () => ValueDescriber | null;
  /** Loads it, since something is to be shown. */
  loadDescriber: () => Promise<ValueDescriber | null>;
}

/** Numbers that are read for one answer, and of one value. */
const budget = { left: 1_000_000, each: 65_536 };

type Want = "details" | "bundle" | "dispose";

/** The names of the session and what they stand for. To be asked between cells. */
export class Variables {
  readonly #context: VariablesContext;

  constructor(context: VariablesContext) {
    this.#context = context;
  }

  async list(path: readonly string[], from: number): Promise<VariablesReply> {
    const describer = this.#context.describer();
    if (path.length === 0) {
      const values = this.#context.peeker.values(this.#names());
      const parts = [...values].map(([name, value]) => ({ name, value }));
      const held = describer && heldBy(values, describer);
      return this.#answer(parts.slice(from, from + mostVariables), parts.length, held, true);
    }
    const found = this.#find(path);
    if (!found || !("value" in found)) return this.#answer([], 0, null, false);
    const known = describer?.parts(found.value)?.map(([name, value]) => ({ name, value }));
    const parts = known?.slice(from, from + mostParts) ?? partsOf(found.value, from, mostParts);
    return this.#answer(parts, known?.length ?? countParts(found.value), null, false);
  }

  /** All about one value. No bundle is made of a version that is `known`. */
  async one(path: readonly string[], want: Want, known: string | null): Promise<VariableReply> {
    const found = this.#find(path);
    if (!found) return { status: "ok", busy: false, variable: null, data: null, version: null };
    const describer = this.#context.describer();
    const named = path.length === 1;
    if (!("value" in found)) return this.#one(this.#variable(found.name, behindGetter, named), null, null);
    const { name, value } = found;
    if (want === "dispose") describer?.dispose(value);
    if (want !== "bundle")
      return this.#one(this.#variable(name, await describeWhole(value, describer), named), null, null);
    const version = describer?.version(value) ?? null;
    const described = await describeValue(value, { left: 0, each: 0 }, describer);
    const isNews = described.viewable && (version === null || version !== known);
    const data = isNews ? await this.#bundle(value, path) : null;
    return this.#one(this.#variable(name, described, named), data, version);
  }

  #one(variable: Variable, data: MimeBundle | null, version: string | null): VariableReply {
    return { status: "ok", busy: false, variable, data, version };
  }

  async #bundle(value: unknown, path: readonly string[]): Promise<MimeBundle | null> {
    const describer = this.#context.describer() ?? (await this.#context.loadDescriber());
    return (await describer?.bundle(value, nameOf(path))) ?? null;
  }

  async #answer(
    parts: Part[],
    total: number,
    held: VariablesReply["held"],
    named: boolean,
  ): Promise<VariablesReply> {
    const describer = this.#context.describer();
    const left = { ...budget };
    const variables = await Promise.all(
      parts.map(async (part) => {
        const described = "value" in part ? await describeValue(part.value, left, describer) : behindGetter;
        return this.#variable(part.name, described, named);
      }),
    );
    return { status: "ok", busy: false, variables, total, held };
  }

  #variable(name: string, described: Described, named: boolean): Variable {
    const cell = named ? (this.#context.origins.of(name)?.cell ?? null) : null;
    return { name: named ? name : cut(name), ...described, cell };
  }

  /** What cells have declared; what they have imported is no one's variable. */
  #names(): string[] {
    const { peeker, origins } = this.#context;
    const names = peeker.names().filter((name) => !origins.of(name)?.imported);
    const order = (name: string): number => origins.of(name)?.order ?? Infinity;
    return names.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  }

  #find([first, ...rest]: readonly string[]): Part | null {
    const describer = this.#context.describer();
    // Of the names there are alone: what is asked for comes from outside, and is evaluated.
    const values = this.#context.peeker.values(this.#names().filter((name) => name === first));
    let part: Part | null = values.has(first) ? { name: first, value: values.get(first) } : null;
    for (const name of rest) {
      if (!part || !("value" in part)) return null;
      const { value }: { value: unknown } = part;
      const known = describer?.parts(value)?.find(([other]) => other === name);
      part = known ? { name, value: known[1] } : partAt(value, name);
    }
    return part;
  }
}

const behindGetter = described("nothing", "a getter, not run");

/** `model.weights["in.data"]` is too long for a title: the parts' names with points between them are enough. */
const nameOf = (path: readonly string[]): string => path.join(".");
