import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { outputPage, type Assets } from "../../../src/page/index.ts";
import { trajectoryMime } from "../../../src/protocol/index.ts";

const assets: Assets = {
  style: "body{}",
  katexStyle: "",
  scripts: { plain: "plain()", trajectories: "trajectories()", viewers: "viewers()" },
  font: () => "",
};
const page = { title: "DDIM", mime: trajectoryMime, payload: { a: 1 }, picture: "AAAA" };

test("The page of one output holds its payload, its picture and the one script that its policy allows.", () => {
  const html = outputPage(page, assets);
  const hash = createHash("sha256").update("trajectories()").digest("base64");
  assert.ok(html.includes(`script-src 'sha256-${hash}'`));
  assert.ok(html.includes('<script type="module">trajectories()</script>'));
  assert.ok(html.includes('<img src="data:image/png;base64,AAAA" alt="DDIM">'));
  const payload = /<script type="application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? "";
  assert.deepEqual(JSON.parse(payload), { a: 1 });
});

test("Nothing that a viewer sends gets out of its place.", () => {
  const html = outputPage(
    { ...page, title: '"><b>', picture: '"><b>', payload: { a: "</script><b>" } },
    assets,
  );
  assert.ok(!html.includes("<b>"));
  assert.ok(html.includes("data:,"));
  assert.throws(() => outputPage({ ...page, mime: 'x"><b>' }, assets), /no viewer shows/);
});
