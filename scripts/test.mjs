// npm test [-- lint types unit long reference viewers notebooks conformance jupyter vscode]: installs what is missing, builds, and runs all checks or those named.
import { build } from "./lib/build.mjs";
import { checks } from "./lib/checks.mjs";
import { installDependencies } from "./lib/dependencies.mjs";
import { endAll, endOnSignals, isEnding } from "./lib/lifetime.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { Problem, report } from "./lib/problem.mjs";
import { closingLine, table, total } from "./lib/tally.mjs";

function chosenChecks() {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !(name in checks));
  if (unknown)
    throw new Problem(
      `There is no check called ${unknown}.`,
      `There are: ${Object.keys(checks).join(", ")}.`,
    );
  return Object.entries(checks).flatMap(([name, list]) =>
    named.length === 0 || named.includes(name) ? list : [],
  );
}

/** A check that could not run counts as one failure, and the others still run.
 * @param {import("./lib/checks.mjs").Check} check
 * @returns {Promise<import("./lib/tally.mjs").Row>} */
async function row({ title, run }) {
  console.log(`\n── ${title} ${"─".repeat(Math.max(0, 70 - title.length))}`);
  const start = performance.now();
  const counts = await run().catch((error) => {
    report(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name: title, ...counts, seconds: (performance.now() - start) / 1000 };
}

async function main() {
  requireNode();
  const chosen = chosenChecks();
  await installDependencies();
  const rows = [
    await row({
      title: "build",
      run: async () => (await build(["tests"]), { passed: 1, failed: 0, skipped: 0 }),
    }),
  ];
  for (const check of chosen) rows.push(await row(check));
  console.log(`\n${table(rows)}\n`);
  console.log(closingLine(rows));
  return total(rows).failed === 0 ? 0 : 1;
}

endOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  if (!isEnding()) report(error);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
} finally {
  await endAll();
}
