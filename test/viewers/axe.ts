// What axe-core says of outputs.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { root } from "../../scripts/lib/project.mjs";

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Violations that are serious or critical of the outputs in a page or frame, as lines. */
export async function violations(frame: Page | Frame, selector = "[data-noisebook]"): Promise<string[]> {
  // The source itself: a script that the page fetched would need its permission.
  await frame.evaluate(await readFile(path.join(root, "node_modules", "axe-core", "axe.min.js"), "utf8"));
  const found = await frame.evaluate(async (include) => {
    const { axe } = window as unknown as {
      axe: { run(on: string, options: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run(include, { resultTypes: ["violations"] })).violations;
  }, selector);
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary = "" }) =>
          `${id} (${help}): ${html.slice(0, 200)} ${failureSummary.split("\n").slice(1, 2).join("").trim().slice(0, 200)}`, // prettier-ignore
      ),
    );
}
