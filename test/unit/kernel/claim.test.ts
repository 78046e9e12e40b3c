import assert from "node:assert/strict";
import test from "node:test";
import { claimMime } from "../../../src/protocol/index.ts";
import type { CellOutput } from "../../../src/client/index.ts";
import { sharedKernel } from "./start-kernel.ts";

const kernel = sharedKernel();

/** The mime types of an output; null for one that is no display. */
const mimesOf = ({ content }: CellOutput): string[] | null =>
  "data" in content && typeof content.data === "object" && content.data !== null
    ? Object.keys(content.data)
    : null;

const cell = (right: string) => `
  import { claim, uniform } from "noisebook/derivation";
  await claim(String.raw\`\\sin 2u = 2 \\sin u \\cos u\`, {
    left: ({ u }) => Math.sin(2 * u), right: ({ u }) => ${right}, over: { u: uniform(0.1, 1) },
  });`;

test("a claim that does not hold is shown and fails its cell", async () => {
  const session = await kernel();
  const { reply, outputs } = await session.run(cell("Math.sin(u) * Math.cos(u)"));
  assert.ok(reply.status === "error");
  assert.equal(reply.ename, "ClaimFailed");
  assert.match(
    reply.evalue,
    /^Fails: largest error 5e-1, tolerance 1e-9\. Left is .* at draw \d of 8, where u = 0\./,
  );
  assert.deepEqual(
    outputs.map((output) => [output.header.msg_type, mimesOf(output)?.includes(claimMime) ?? false]),
    [
      ["display_data", true],
      ["error", false],
    ],
  );
});

test("one that holds is shown once", async () => {
  const session = await kernel();
  const { reply, outputs } = await session.run(cell("2 * Math.sin(u) * Math.cos(u)"));
  assert.equal(reply.status, "ok");
  const shown = outputs.filter((output) => mimesOf(output)?.length);
  assert.equal(shown.length, 1);
});
