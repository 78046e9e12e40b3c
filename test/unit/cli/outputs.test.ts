import assert from "node:assert/strict";
import test from "node:test";
import { Outputs, type Displays } from "../../../src/cli/outputs.ts";
import type { CellOutput } from "../../../src/client/index.ts";

/** A message with what `Outputs` reads of it. */
const message = (msg_type: string, content: object) =>
  ({ header: { msg_type }, content }) as unknown as CellOutput;
const print = (text: string) => message("stream", { name: "stdout", text });
const show = (text: string, display_id?: string, type = "display_data") =>
  message(type, { data: { "text/plain": text }, metadata: {}, transient: display_id ? { display_id } : {} });
const texts = (outputs: Outputs) =>
  outputs.list.map((each) =>
    "text" in each ? each.text : "data" in each ? each.data["text/plain"] : each.ename,
  );

test("clear_output empties the cell at once, or when the next output is there", () => {
  const outputs = new Outputs();
  outputs.add(print("a"));
  outputs.add(message("clear_output", { wait: true }));
  assert.deepEqual(texts(outputs), ["a"]);
  outputs.add(print("b"));
  assert.deepEqual(texts(outputs), ["b"]);
  outputs.add(message("clear_output", { wait: false }));
  assert.deepEqual(texts(outputs), []);
});

test("a display is updated in every cell that shows it", () => {
  const displays: Displays = new Map();
  const [first, second] = [new Outputs(displays), new Outputs(displays)];
  first.add(show("old", "x"));
  first.add(show("other", "y"));
  second.add(show("new", "x", "update_display_data"));
  assert.deepEqual(texts(first), ["new", "other"]);
  second.add(show("newest", "x"));
  assert.deepEqual([texts(first), texts(second)], [["newest", "other"], ["newest"]]);
});

test("what a stream prints is joined until something else comes", () => {
  const outputs = new Outputs();
  for (const each of [print("a"), print("b"), show("c"), print("d")]) outputs.add(each);
  assert.deepEqual(texts(outputs), ["ab", "c", "d"]);
});
