import test from "node:test";
import assert from "node:assert/strict";
import { bundleOf } from "../../../../src/protocol/node/bundle.ts";
import { edm, flow, learned, linear, respace } from "../../../../src/runtime/schedules/index.ts";

test("A schedule is one line as a cell's last value.", async () => {
  const text = async (value: unknown) => (await bundleOf(value))["text/plain"];
  assert.equal(
    await text(linear()),
    "linear: t 0 to 999, ln snr 9.21 to -10.12, alpha 0.9999 to 0.006353, sigma 0.01 to 1",
  );
  assert.equal(
    await text(flow()),
    "flow: t 0 to 1, ln snr Infinity to -Infinity, alpha 1 to 0, sigma 0 to 1",
  );
  assert.match(String(await text(respace(linear(), 10))), /^linear, 10 of 1000 steps: t 0 to 9, /);
  assert.match(String(await text(edm().discretize(5))), /sigma 0.002 to 80$/);
  const trained = learned();
  assert.match(String(await text(trained)), /^learned log-SNR: t 0 to 1, ln snr 13.3 to -5/);
  trained.dispose();
});
