import assert from "node:assert/strict";
import test from "node:test";
import { Figure } from "../../../src/protocol/index.ts";
import { tame } from "../../../src/renderers/figure/tame.ts";
import { heightOf, themed, widthOf } from "../../../src/renderers/figure/themed.ts";
import { needsOf } from "../../../src/renderers/figure/traces.ts";
import { readPayload } from "../../../src/renderers/payload.ts";
import type { Colours } from "../../../src/renderers/theme/colours.ts";

const read = (json: unknown) => tame(readPayload(Figure, json));
const colours = { fg: "rgba(1, 2, 3, 1)", s1: "blue", s2: "orange" } as Colours; // those that are looked at

test("A figure is read as it is, without pictures from other places and without names that reach into objects.", () => {
  const json: unknown = JSON.parse(
    `{ "data": [{ "type": "bar", "x": ["a"], "y": [1], "__proto__": { "polluted": 1 } }],
       "layout": { "images": [{ "source": "https://example.org/a.png" }, { "source": "data:image/png;base64,AA" }],
                   "constructor": { "prototype": { "polluted": 1 } } }, "config": { "editable": true } }`,
  );
  const { data, layout } = read(json);
  assert.deepEqual(data, [{ type: "bar", x: ["a"], y: [1] }]);
  assert.deepEqual(layout, { images: [{ source: "" }, { source: "data:image/png;base64,AA" }] });
  assert.equal(Object.hasOwn(layout, "constructor"), false);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});

test("A figure that is none, too large or too deep is refused with the reason.", () => {
  assert.throws(() => read({ data: 3 }), /its field data is 3 where Array is needed/);
  assert.throws(() => read({ data: ["x"] }), /its field data\.0/);
  assert.throws(() => read({ data: [{ y: new Array(2_000_001).fill(0) }] }), /more than 2,000,000 values/);
  assert.throws(
    () => read({ data: [{ y: { dtype: "f4", bdata: "A".repeat(1e7 + 10) } }] }),
    /more than 2,000,000/,
  );
  let deep: unknown = 1;
  for (let i = 0; i < 40; i++) deep = { deep };
  assert.throws(() => read({ data: [{ deep }] }), /nested more than 24 deep/);
});

test("Plotly's parts are asked for by the traces, and those that need the network or are not known are refused.", () => {
  const needs = (...types: (string | undefined)[]) =>
    needsOf({ data: types.map((type) => ({ type })), layout: {} });
  assert.deepEqual(needs("bar", undefined, "pie"), { webgl: false, fault: null });
  assert.deepEqual(needs("bar", "scatter3d"), { webgl: true, fault: null });
  assert.match(needs("bar", "choropleth").fault ?? "", /choropleth need maps from the network/);
  assert.match(needs("nonsense").fault ?? "", /no traces of type nonsense/);
});

test("Colours and type follow VS Code as a template, so that what the figure sets itself stays.", () => {
  const own = themed({ data: [], layout: { font: { color: "red" } } }, colours, "Inter", 700);
  const { template } = own as { template: { layout: { font: unknown; colorway: string[] } } };
  assert.deepEqual(template.layout.font, { family: "Inter", size: 12, color: "rgba(1, 2, 3, 1)" });
  assert.deepEqual(template.layout.colorway.slice(0, 2), ["blue", "orange"]);
  assert.deepEqual(own["font"], { color: "red" });
  assert.equal(
    themed({ data: [], layout: { template: "theirs" } }, colours, "Inter", 700)["template"],
    "theirs",
  );
});

test("A figure has the size that it says, within reason, else the output's width.", () => {
  const of = (layout: Record<string, unknown>) => ({ data: [], layout });
  assert.deepEqual(
    [heightOf(of({})), heightOf(of({ height: 200 })), heightOf(of({ height: 1e9 }))],
    [360, 200, 4000],
  );
  assert.deepEqual([widthOf(of({}), 500), widthOf(of({ width: 900 }), 500), widthOf(of({ width: "x" }), 500)], [500, 900, 500]); // prettier-ignore
});
