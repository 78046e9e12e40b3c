import type { Variable } from "../../protocol/index.ts";

/** By which commands and hovers name a variable: plain text, since it travels in links. */
export interface VariableRef {
  /** The notebook's URI. */
  notebook: string;
  path: string[];
}

/** A row of the view: a name or a part, the rest of a long list, or a word of ours. */
export type Row =
  | { kind: "variable"; ref: VariableRef; variable: Variable; pinned: boolean }
  | { kind: "more"; ref: VariableRef; from: number; left: number }
  | { kind: "note"; ref: VariableRef; text: string };

export const refKey = ({ notebook, path }: VariableRef): string => JSON.stringify([notebook, ...path]);

/** The names that pass the filter, pinned ones first. */
export function arranged(
  variables: readonly Variable[],
  pins: ReadonlySet<string>,
  filter: string,
  summary: (variable: Variable) => string,
): Variable[] {
  const wanted = filter.trim().toLowerCase();
  const passes = (variable: Variable): boolean =>
    `${variable.name} ${summary(variable)}`.toLowerCase().includes(wanted);
  const shown = wanted ? variables.filter(passes) : [...variables];
  return [...shown.filter(({ name }) => pins.has(name)), ...shown.filter(({ name }) => !pins.has(name))];
}
