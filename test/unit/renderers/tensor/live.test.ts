import assert from "node:assert/strict";
import test from "node:test";
import {
  packBlocks,
  reduceBlocks,
  type Cut,
  type RendererRequest,
  type Tensor,
} from "../../../../src/protocol/index.ts";
import type { Host } from "../../../../src/renderers/host.ts";
import type { StreamNews } from "../../../../src/renderers/in-order.ts";
import { liveTensor } from "../../../../src/renderers/tensor/live.ts";

const cut = (start: number): Cut[] => [{ start, step: 1, count: 1, block: 1 }];
const values = Array.from({ length: 50 }, (_, i) => i * 2);

/** A kernel that answers when it is told to. */
function kernel() {
  const sent: { id: string; cuts: Cut[] }[] = [];
  let heard: (news: StreamNews) => void = () => undefined;
  const host: Host = {
    reachable: true,
    send: (request: RendererRequest) => {
      if (request.type === "request") sent.push(request.request as { id: string; cuts: Cut[] }); // as the viewer sends it
    },
    subscribe: (_, hear) => {
      heard = hear;
      return () => undefined;
    },
  };
  const say = (chunk: unknown): void => heard({ type: "chunk", stream: "s", chunk });
  const answer = ({ id, cuts }: { id: string; cuts: Cut[] }): void =>
    say({ id, blocks: packBlocks(cuts, reduceBlocks(values, [50], cuts), false) });
  return { host, sent, say, answer, close: () => heard({ type: "closed", stream: "s", known: true }) };
}

const tensor = { stream: "s", shape: [50] } as unknown as Tensor; // no more of it is read

test("one question is under way at a time, the newest is next, and answers are kept", () => {
  const { host, sent, answer } = kernel();
  let changes = 0;
  const live = liveTensor(tensor, host, () => changes++);
  assert.ok(live);
  for (const start of [1, 2, 3, 3]) assert.equal(live.part(cut(start)), null);
  assert.deepEqual(
    sent.map(({ cuts }) => cuts),
    [cut(1)],
  );
  answer(sent[0]);
  assert.equal(changes, 1);
  assert.deepEqual([...(live.part(cut(1))?.mean ?? [])], [2]);
  assert.deepEqual(
    sent.map(({ cuts }) => cuts),
    [cut(1), cut(3)],
  );
  answer(sent[1]);
  assert.deepEqual([...(live.part(cut(3))?.mean ?? [])], [6]);
  assert.equal(live.part(cut(3))?.exact, true);
  assert.equal(sent.length, 2);
});

test("answers to others, damaged ones and the end of the kernel leave nothing wrong on the screen", () => {
  const { host, sent, answer, say, close } = kernel();
  const live = liveTensor(tensor, host, () => undefined);
  assert.ok(live);
  assert.equal(live.part(cut(1)), null);
  answer({ id: "another viewer's", cuts: cut(1) });
  say("nonsense");
  assert.equal(live.part(cut(1)), null);
  assert.ok(live.open());
  answer(sent[0]);
  close();
  assert.equal(live.open(), false);
  assert.deepEqual([...(live.part(cut(1))?.mean ?? [])], [2]);
  assert.equal(live.part(cut(2)), null);
  assert.equal(sent.length, 1);
});

test("a tensor that was freed, and an answer that does not fit, end the questions", () => {
  for (const blocks of [null, packBlocks(cut(60), reduceBlocks(values, [50], cut(0)), false)]) {
    const { host, sent, say } = kernel();
    const live = liveTensor(tensor, host, () => undefined);
    live?.part(cut(1));
    say({ id: sent[0].id, blocks });
    assert.equal(live?.open(), false);
  }
});

test("a part too large for a picture is not asked for, and without a kernel nothing is", () => {
  const { host, sent } = kernel();
  const live = liveTensor({ ...tensor, shape: [5e6] }, host, () => undefined);
  assert.equal(live?.part([{ start: 0, step: 1, count: 5e6, block: 1 }]), null);
  assert.equal(sent.length, 0);
  assert.equal(
    liveTensor({ ...tensor, stream: null }, host, () => undefined),
    null,
  );
  assert.equal(
    liveTensor(tensor, { ...host, reachable: false }, () => undefined),
    null,
  );
});
