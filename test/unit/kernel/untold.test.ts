import assert from "node:assert/strict";
import test from "node:test";
import { Untold } from "../../../src/kernel/gate/untold.ts";
import type { FromKernel, ToKernel } from "../../../src/protocol/index.ts";

const request = (id: string) =>
  ({ header: { msg_id: id }, metadata: {}, content: { code: id } }) as unknown as ToKernel;
const message = (id: string, msg_type: string, content: object = {}) =>
  ({ header: { msg_type }, parent_header: { msg_id: id }, content }) as unknown as FromKernel;

const texts = (frames: Buffer[]) => frames.map(String);

function add(untold: Untold, id: string, type: string, text: string, isHeard: boolean, content?: object) {
  untold.add(message(id, type, content), Buffer.from(text), isHeard);
}

test("of a running cell all is told, of the rest what nobody heard", () => {
  const untold = new Untold();
  untold.asked(request("cell"));
  add(untold, "cell", "stream", "heard", true);
  add(untold, "other", "stream", "other, heard", true);
  add(untold, "other", "stream", "other, unheard", false);
  add(untold, "cell", "stream", "unheard", false);
  assert.deepEqual(texts(untold.tell()), ["heard", "other, unheard", "unheard"]);
  assert.deepEqual(texts(untold.tell()), ["heard", "unheard"]);
});

test("a cell whose end was heard is told no more", () => {
  const untold = new Untold();
  untold.asked(request("cell"));
  add(untold, "cell", "stream", "text", true);
  add(untold, "cell", "execute_reply", "reply", true);
  assert.equal(untold.pending.length, 1);
  add(untold, "cell", "status", "idle", true);
  assert.deepEqual(untold.pending, []);
  assert.deepEqual(untold.tell(), []);
});

test("a viewer's newest update stands for the older ones, and clear_output takes what was shown", () => {
  const untold = new Untold();
  untold.asked(request("cell"));
  const transient = { transient: { display_id: "bar" } };
  add(untold, "cell", "display_data", "bar", true, transient);
  add(untold, "cell", "update_display_data", "10 %", true, transient);
  add(untold, "cell", "stream", "text", true);
  add(untold, "cell", "update_display_data", "20 %", true, transient);
  assert.deepEqual(texts(untold.tell()), ["bar", "text", "20 %"]);
  add(untold, "cell", "clear_output", "clear", true);
  add(untold, "cell", "stream", "after", true);
  assert.deepEqual(texts(untold.tell()), ["clear", "after"]);
});

test("the oldest make room, and their cell is marked as cut", () => {
  const untold = new Untold(100);
  untold.asked(request("a"));
  untold.asked(request("b"));
  for (let i = 0; i < 20; i++) add(untold, "a", "stream", `line ${i}`.padEnd(10), true);
  add(untold, "b", "stream", "of b".padEnd(10), true);
  const told = texts(untold.tell()).map((text) => text.trim());
  assert.ok(told.length <= 10, `${told.length} of 10 bytes each`);
  assert.deepEqual(told.slice(-2), ["line 19", "of b"]);
  assert.deepEqual(
    untold.pending.map(({ msg_id, cut }) => [msg_id, cut]),
    [
      ["a", true],
      ["b", false],
    ],
  );
});
