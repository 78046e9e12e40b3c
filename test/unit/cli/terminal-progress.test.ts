import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { bar } from "../../../src/cli/bar.ts";
import { terminalProgress } from "../../../src/cli/terminal-progress.ts";
import type { CellOutput } from "../../../src/client/index.ts";
import { packFloats, trajectoryMime } from "../../../src/protocol/index.ts";

const message = (msg_type: string, content: object) =>
  ({ header: { msg_type }, content }) as unknown as CellOutput;
const frame = { step: 10, t: 500, alpha: 1, sigma: 0, kl: null, x: packFloats([0]), x0: null };
const opening = message("display_data", { data: { [trajectoryMime]: { steps: 40, stream: "s" } } });
const chunk = message("comm_msg", { comm_id: "s", data: { frames: [frame], state: "running" } });
const ended = { result: "ok", exitCode: 0, message: null, out: null } as const;

/** What is written while a sampler stands at step 10 of 40, in a terminal or a pipe. */
function written(terminal: { isTTY?: boolean; columns?: number }, colour: boolean): string[] {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const texts: string[] = [];
    const progress = terminalProgress({ ...terminal, write: (text) => texts.push(text) }, { colour });
    progress.begin(1);
    progress.cellBegins({ index: 0, order: 0, id: "a", source: "// what it is\nawait show(run)" });
    progress.output(opening);
    progress.output(chunk);
    mock.timers.tick(250);
    progress.cellEnds(null);
    progress.end(ended);
    return texts;
  } finally {
    mock.timers.reset();
  }
}

test("in a terminal the running cell has a bar of its planned steps, in one line", () => {
  for (const columns of [60, 100]) {
    const [drawn] = written({ isTTY: true, columns }, true);
    const text = stripVTControlCharacters(drawn).replace("\r", "");
    assert.ok(text.includes("━━━━━───────────────"), text); // 10 of 40 are 5 of 20
    assert.ok(text.includes("10/40, t 500"), text);
    assert.ok(text.length < columns, `${text.length} columns of ${columns}`);
  }
});

test("a pipe gets a line for each cell and one at the end, as plain text", () => {
  const text = written({}, true).join("");
  assert.match(text, /^✓ \[1\/1\] await show\(run\) {2}\d\.\d s\n1 cell in \d\.\d s\n$/);
});

test("without colours a terminal still draws its line anew", () => {
  const text = written({ isTTY: true, columns: 80 }, false).join("");
  assert.ok(text.includes("\x1b[2K"));
  assert.equal(text.replaceAll("\x1b[2K", "").includes("\x1b"), false);
});

test("a bar keeps its length, whatever part it shows", () => {
  assert.deepEqual(
    [-1, 0, 0.5, 1, 7].map((part) => bar(part, 4)),
    ["────", "────", "━━──", "━━━━", "━━━━"],
  );
});
