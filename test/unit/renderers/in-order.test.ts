import assert from "node:assert/strict";
import test from "node:test";
import type { RendererEvent } from "../../../src/protocol/index.ts";
import { inOrder, type StreamNews } from "../../../src/renderers/in-order.ts";

const chunk = (n: number): RendererEvent => ({ type: "chunk", stream: "s", chunk: n });
const closed = (known: boolean): RendererEvent => ({ type: "closed", stream: "s", known });
const replay = (chunks: number[], open: boolean): RendererEvent => ({
  type: "replay",
  stream: "s",
  chunks,
  open,
});

function hear(...events: RendererEvent[]): unknown[] {
  const heard: StreamNews[] = [];
  const listen = inOrder((news) => void heard.push(news));
  events.forEach(listen);
  return heard.map((news) => (news.type === "chunk" ? news.chunk : `closed ${String(news.known)}`));
}

test("a chunk that overtakes the replay is heard once, in its place", () => {
  assert.deepEqual(hear(chunk(3), replay([1, 2, 3], true), chunk(4)), [1, 2, 3, 4]);
});

test("a stream that ended before, or between question and answer, is heard whole and then as closed", () => {
  assert.deepEqual(hear(replay([1, 2], false)), [1, 2, "closed true"]);
  assert.deepEqual(hear(chunk(2), closed(true), replay([1, 2], false)), [1, 2, "closed true"]);
});

test("the answer to another viewer of the stream changes nothing", () => {
  assert.deepEqual(hear(replay([1], true), chunk(2), replay([1, 2], true), closed(true)), [
    1,
    2,
    "closed true",
  ]);
});

test("a stream that nobody knows is told at once", () => {
  assert.deepEqual(hear(closed(false)), ["closed false"]);
});
