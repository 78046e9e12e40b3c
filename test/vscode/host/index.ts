// What VS Code's extension host calls: runs the built test files beside this one with mocha, and counts them.
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

/** Rejects when a test failed: VS Code ends with a failure then. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, color: false });
  const files = readdirSync(__dirname).filter((name) => name.endsWith(".test.cjs"));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on("pass", () => (counts.passed += 1))
      .on("fail", () => (counts.failed += 1))
      .on("pending", () => (counts.skipped += 1));
  });
  const report = process.env["NOISEBOOK_COUNTS"];
  if (report) writeFileSync(report, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} failed`);
  if (counts.passed === 0) throw new Error("no test ran");
}
