import assert from "node:assert/strict";
import test from "node:test";
import type { Row, Sample } from "../../bench/kernel/rows.mjs";
import { median, quantile } from "../../bench/kernel/statistics.mjs";
import { report } from "../../bench/kernel/table.mjs";

const row: Row = { of: "first", title: "first cell", behind: "It is the truth." };
const ours = { name: "ours", title: "Ours" };
const peer = { name: "peer", title: "Peer" };

const samples = (kernel: string, ...times: number[]): Sample[] =>
  times.map((ms) => ({ row: "first", kernel, ms }));

test("a median lies between the two middle values, a quantile is one of the values", () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([9, 1, 2, 4]), 3);
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  assert.equal(quantile(hundred, 0.99), 99);
  assert.equal(quantile([7], 0.99), 7);
});

test("a row that we lead has the ratio to ours and no reason", () => {
  const text = report([row], ours, [peer], [...samples("ours", 20, 10, 30), ...samples("peer", 50)]);
  assert.match(text, /20 ms \(10 ms to 30 ms\)/);
  assert.match(text, /x 2\.5/);
  assert.doesNotMatch(text, /!|It is the truth/);
});

test("a row where a peer is as fast is marked and says why", () => {
  const text = report([row], ours, [peer], [...samples("ours", 20), ...samples("peer", 20)]);
  assert.match(text, /^! first cell /m);
  assert.match(text, /^! first cell: It is the truth\.$/m);
});

test("a kernel that failed or is absent is in the table with the reason, and does not lead", () => {
  const failed: Sample = { row: "first", kernel: "peer", ms: null, problem: "its process ended" };
  const text = report(
    [row],
    ours,
    [peer, { name: "third", title: "Third", absent: "absent: no network" }],
    [...samples("ours", 20), failed],
  );
  assert.match(text, /first cell: Peer: 1 of 1 failed: its process ended/);
  assert.match(text, /Third: absent: no network/);
  assert.doesNotMatch(text, /!/);
});

test("where ours failed, no reason excuses it", () => {
  const failed: Sample = { row: "first", kernel: "ours", ms: null, problem: "not done in 10 s" };
  const text = report([row], ours, [peer], [failed, ...samples("peer", 20)]);
  assert.match(text, /^! first cell: OURS FAILED$/m);
  assert.doesNotMatch(text, /It is the truth/);
});
