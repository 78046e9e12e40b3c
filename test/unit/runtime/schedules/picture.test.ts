import assert from "node:assert/strict";
import test from "node:test";
import { figureMime } from "../../../../src/protocol/index.ts";
import { bundleOf } from "../../../../src/protocol/node/bundle.ts";
import { cosineLogSnr, flow, linear, zeroTerminalSnr } from "../../../../src/runtime/schedules/index.ts";

interface Trace {
  name: string;
  x: number[];
  y: (number | null)[];
}

const tracesOf = async (schedule: object): Promise<Map<string, Trace>> => {
  const bundle = await bundleOf(schedule);
  assert.match(String(bundle["text/plain"]), /ln snr/);
  assert.match(String(bundle["image/png"]), /^iVBOR/);
  const { data } = bundle[figureMime] as { data: Trace[] };
  return new Map(data.map((trace) => [trace.name, trace]));
};

const near = (found: number | null | undefined, wanted: number): void =>
  assert.ok(Math.abs(found! - wanted) < 1e-9 * Math.abs(wanted), `${found} for ${wanted}`);

test("A schedule of steps is seen as alpha and sigma, ln snr and beta, t counted from 1 to T.", async () => {
  const traces = await tracesOf(linear({ steps: 1000 }));
  assert.deepEqual([...traces.keys()], ["alpha", "sigma", "ln snr", "beta"]);
  const { x, y } = traces.get("beta")!;
  assert.deepEqual([x[0], x.at(-1)], [1, 1000]);
  near(y[0], 1e-4);
  near(y.at(-1), 0.02);
  // One step of variance 1e-4: alpha^2 = 1 - beta.
  near(traces.get("alpha")!.y[0], Math.sqrt(1 - 1e-4));
  near(traces.get("sigma")!.y[0], 1e-2);
  near(traces.get("ln snr")!.y[0], Math.log((1 - 1e-4) / 1e-4));
});

test("Where the signal is gone, ln snr has a gap.", async () => {
  const { y } = (await tracesOf(zeroTerminalSnr(linear({ steps: 100 })))).get("ln snr")!;
  assert.equal(y.at(-1), null);
  assert.equal(y.filter((value) => value === null).length, 1);
});

test("In continuous time t goes from 0 to 1, and there is no beta.", async () => {
  for (const schedule of [cosineLogSnr(), flow()]) {
    const traces = await tracesOf(schedule);
    assert.deepEqual([...traces.keys()], ["alpha", "sigma", "ln snr"]);
    const { x, y } = traces.get("alpha")!;
    assert.deepEqual([x[0], x.at(-1)], [0, 1]);
    near(y[60], schedule.level(x[60]).alpha);
  }
});
