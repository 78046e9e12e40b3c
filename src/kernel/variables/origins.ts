import * as v from "valibot";
import { CellPlace } from "../../protocol/index.ts";
import { importedNames, namesInScope } from "../introspect/scope.ts";
import { tokenize, withoutComments } from "../introspect/tokens.ts";

interface Ran {
  code: string;
  cell: CellPlace | null;
}

interface Origin {
  cell: CellPlace | null;
  /** It came by an import. */
  imported: boolean;
  /** Smaller for a name that was there before: V8 keeps no order. */
  order: number;
}

/** Which cell declared a name last. The cells are read when somebody asks, not when they run. */
export class Origins {
  readonly #names = new Map<string, Origin>();
  #unread: Ran[] = [];

  ran(code: string, place: unknown): void {
    const known = v.safeParse(CellPlace, place);
    this.#unread.push({ code, cell: known.success ? known.output : null });
  }

  of(name: string): Origin | null {
    for (const { code, cell } of this.#unread.splice(0)) {
      const tokens = withoutComments(tokenize(code));
      const imported = importedNames(tokens);
      for (const [declared, { local }] of namesInScope(tokens))
        if (!local) this.#declare(declared, cell, imported.has(declared));
    }
    return this.#names.get(name) ?? null;
  }

  #declare(name: string, cell: CellPlace | null, imported: boolean): void {
    const order = this.#names.get(name)?.order ?? this.#names.size;
    this.#names.set(name, { cell, imported, order });
  }
}
