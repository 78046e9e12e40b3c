import assert from "node:assert/strict";
import test from "node:test";
import { Claim, claimMime, displaySymbol, type MimeBundle } from "../../../../src/protocol/index.ts";
import { claim, ClaimFailed, normal } from "../../../../src/runtime/derivation/index.ts";
import { readPayload } from "../../../../src/renderers/payload.ts";
import { inNotebook } from "../fake-host.ts";

const equation = String.raw`e^{i\pi} = -1`;

/** What a claim shows whose left side is off by `off` at t = 2. */
async function shown(
  off: number,
): Promise<{ bundle: MimeBundle; payload: Claim; failure: unknown; last: MimeBundle | null }> {
  let failure: unknown = null;
  let last: MimeBundle | null = null;
  let bundles: MimeBundle[] = [];
  await inNotebook(async (host) => {
    try {
      const result = await claim(equation, {
        left: ({ x0, t }) => x0.map((x) => x + (t === 2 ? off : 0)),
        right: ({ x0 }) => x0,
        over: { x0: normal(3, { dtype: "float64" }), t: [1, 2, 30] },
      });
      last = result[displaySymbol]();
    } catch (error) {
      failure = error;
    }
    bundles = host.shown;
  });
  assert.equal(bundles.length, 1);
  const [bundle] = bundles;
  // As it comes out of a saved notebook.
  const payload = readPayload(Claim, JSON.parse(JSON.stringify(bundle[claimMime])));
  return { bundle, payload, failure, last };
}

test("A claim that holds is shown once: by itself, and not again as a cell's last value.", async () => {
  const { bundle, payload, last } = await shown(0);
  assert.deepEqual(last, {});
  assert.ok(payload.holds);
  assert.deepEqual(
    payload.errors,
    [1, 2, 30].map((t) => ({ at: String(t), error: 0 })),
  );
  assert.deepEqual(payload.over, [
    ["x0", "normal [3]"],
    ["t", "1, 2, 30"],
  ]);
  assert.match(String(bundle["text/plain"]), /^Holds: largest error 0 at t = 1, tolerance 1e-9\n/);
  assert.ok(String(bundle["text/markdown"]).includes(`$$\n${equation}\n$$`));
});

test("One that fails is shown before it throws, with both sides where they differ most.", async () => {
  const { bundle, payload, failure } = await shown(1e-3);
  assert.ok(failure instanceof ClaimFailed);
  assert.equal(payload.verdict, "Fails at t = 2");
  assert.match(payload.detail, /; holds at the 2 other values of t$/);
  assert.equal(payload.worst.at, 1);
  const [worst] = payload.worst.rows.filter((row) => row.worst);
  assert.equal(worst.difference, "1e-3");
  assert.ok(
    Math.abs(Number(worst.left) - Number(worst.right) - 1e-3) < 1e-4,
    `${worst.left} and ${worst.right}`,
  );
  assert.equal(failure.claim.worst.element, worst.element);
  assert.match(String(bundle["text/markdown"]), /\| 2 \| \d\.\de-\d+ \|\n\| 30 \| 0 \|/);
});

test("What cannot be compared travels through JSON.", async () => {
  const { payload, bundle } = await shown(NaN);
  assert.equal(payload.errors[1].error, null);
  assert.equal(payload.worst.rows[0].left, "NaN");
  assert.match(String(bundle["text/plain"]), /^Fails at t = 2: largest error infinite/);
});

test("Of many values of the axis the text keeps a few, the worst among them.", async () => {
  let text = "";
  await inNotebook(async (host) => {
    const t = Array.from({ length: 1000 }, (_, k) => k);
    const sides = { left: (at: { t: number }) => (at.t === 437 ? 1 : 0), right: () => 0, over: { t } };
    await assert.rejects(claim("0", sides), ClaimFailed);
    text = String(host.shown[0]["text/plain"]);
    assert.equal((host.shown[0][claimMime] as Claim).errors.length, 1000);
  });
  const rows = text.split("\n").filter((line) => /^ *\d+ {2}/.test(line));
  assert.equal(rows.length, 12);
  assert.ok(rows.includes("437  1e+0"), text);
});

test("An interrupt ends a claim.", async () => {
  await inNotebook(async (host) => {
    const endless = { left: () => (host.interrupt(), 1), right: () => 1, over: { x: normal() }, draws: 1e9 };
    await assert.rejects(claim("1 = 1", endless), /Interrupted/);
    assert.equal(host.shown.length, 0);
  });
});

test("What is not to be shown shows itself when asked.", async () => {
  await inNotebook(async (host) => {
    const held = await claim("1 = 1", { left: () => 1, right: () => 1, over: {}, show: false });
    assert.equal(host.shown.length, 0);
    assert.match(
      String(held[displaySymbol]()["text/plain"]),
      /^Holds: largest error 0, tolerance 1e-9\n1 = 1\n1 point, 1 value compared/,
    );
  });
});
