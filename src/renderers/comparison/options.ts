import type { ComparedRun } from "../../protocol/index.ts";

type Option = readonly [name: string, value: string];

/** What all runs were made with alike, and what each was made with besides. */
export function splitOptions(runs: readonly ComparedRun[]): { shared: Option[]; own: Option[][] } {
  const all = runs.map(({ trajectory }) => trajectory.options);
  const shared = all[0].filter(([name, value]) =>
    all.every((options) => options.some(([n, v]) => n === name && v === value)),
  );
  const own = all.map((options) => options.filter(([name]) => !shared.some(([each]) => each === name)));
  return { shared, own };
}
