import assert from "node:assert/strict";
import test from "node:test";
import { figureMime } from "../../../src/protocol/index.ts";
import { bundleOf } from "../../../src/protocol/node/bundle.ts";
import { figureBundle, isPlotlyLike } from "../../../src/protocol/node/figure-bundle.ts";

test("What has data and a layout, and nothing that Plotly does not know, is a figure; all else is not.", () => {
  const trace = { type: "bar", y: [1] };
  assert.ok(isPlotlyLike({ data: [trace], layout: {} }));
  assert.ok(isPlotlyLike({ data: [], layout: { title: "x" }, config: {}, frames: [] }));
  for (const other of [
    { data: [trace] },
    { data: trace, layout: {} },
    { data: [1, 2], layout: {} },
    { data: [[1]], layout: {} },
    { data: [trace], layout: "grid" },
    { data: [trace], layout: {}, batch: 3 },
    [trace],
    null,
    "figure",
  ])
    assert.equal(isPlotlyLike(other), false, JSON.stringify(other));
});

test("A cell's figure goes out as Plotly's mime type, with a line of text for whoever has no viewer.", async () => {
  const bundle = await bundleOf({ data: [{ y: [1] }, { type: "bar", y: [2] }], layout: { title: "t" } });
  assert.deepEqual(bundle, {
    [figureMime]: { data: [{ y: [1] }, { type: "bar", y: [2] }], layout: { title: "t" } },
    "text/plain": "Plotly figure: 2 traces (scatter, bar)",
  });
});

test("Typed arrays travel as Plotly packs them: little-endian bytes in base64, of a view alone.", () => {
  const y = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  const { data } = figureBundle({ data: [{ y, z: [Uint8Array.of(255)] }], layout: {} })[figureMime] as {
    data: [{ y: { dtype: string; bdata: string }; z: unknown[] }];
  };
  assert.equal(data[0].y.dtype, "f4");
  const bytes = Buffer.from(data[0].y.bdata, "base64");
  assert.deepEqual([bytes.length, bytes.readFloatLE(0), bytes.readFloatLE(4)], [8, 1, 2]);
  assert.deepEqual(data[0].z, [{ dtype: "u1", bdata: "/w==" }]);
});

test("A figure that holds itself is an error, not an endless loop.", () => {
  const trace: Record<string, unknown> = {};
  trace["self"] = trace;
  assert.throws(() => figureBundle({ data: [trace], layout: {} }), /holds itself/);
});
