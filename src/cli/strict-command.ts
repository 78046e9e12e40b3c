import { UsageProblem } from "./usage-problem.ts";

/** Refuses what citty lets pass: options that a command does not have, and words that belong to none. */
export function refuseUnknown(args: { _: string[] } & object, options: string[], positionals: number): void {
  const unknown = Object.keys(args).find((name) => name !== "_" && !options.includes(name));
  if (unknown) throw new UsageProblem(`There is no option --${unknown}.`);
  if (args._.length > positionals)
    throw new UsageProblem(`What is "${args._[positionals]}"? It belongs to no option.`);
}
