import type { MimeBundle } from "../../protocol/index.ts";

/** A part of an answer: TypeScript, or markdown. */
export type Section = { code: string } | { prose: string };

export function bundleOf(sections: Section[]): MimeBundle {
  return {
    "text/plain": sections.map((each) => ("code" in each ? each.code : each.prose)).join("\n\n"),
    "text/markdown": sections.map((each) => ("code" in each ? fenced(each.code) : each.prose)).join("\n\n"),
  };
}

/** The fence is longer than any in the code, which may be a person's. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}ts\n${code}\n${fence}`;
}
