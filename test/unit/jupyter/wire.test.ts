import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test from "node:test";
import { Replays } from "../../../src/jupyter/replays.ts";
import { toJson } from "../../../src/jupyter/to-json.ts";
import { Wire } from "../../../src/jupyter/wire.ts";

const header = { msg_id: "1", msg_type: "a", session: "s", username: "", date: "", version: "5.4" };
const message = {
  header,
  parent_header: null,
  metadata: {},
  content: { é: [1] },
  buffers: [Buffer.from([0, 255])],
};

/** Frames as another implementation makes them. */
function frames(parts: unknown[], key = "k", identities = ["id"]): Buffer[] {
  const texts = parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part)));
  const signature = createHmac("sha256", key).update(texts.join("")).digest("hex");
  return [...identities, "<IDS|MSG>", signature, ...texts].map((text) => Buffer.from(text));
}

test("a message has delimiter, signature and four parts, and no parent is an empty one", () => {
  const encoded = new Wire("k").encode([Buffer.from("id")], message).map((frame) => Buffer.from(frame));
  assert.deepEqual(encoded, [...frames([header, {}, {}, { é: [1] }]), Buffer.from([0, 255])]);
});

test("what another implementation has signed is read, with all its identities and buffers", () => {
  const received = new Wire("k").decode([
    ...frames([header, {}, { m: 1 }, { c: 2 }], "k", ["one", "two"]),
    Buffer.from("bytes"),
  ]);
  assert.ok(received);
  assert.deepEqual(received.identities.map(String), ["one", "two"]);
  assert.deepEqual([received.header, received.metadata, received.content], [header, { m: 1 }, { c: 2 }]);
  assert.deepEqual(received.buffers.map(String), ["bytes"]);
});

test("another key, a changed part, and a signature that came before are refused", () => {
  const wire = new Wire("k");
  assert.equal(wire.decode(frames([header, {}, {}, {}], "other")), null);
  const changed = frames([header, {}, {}, { code: "1" }]);
  changed[6] = Buffer.from('{"code":"2"}');
  assert.equal(wire.decode(changed), null);
  const good = frames([header, {}, {}, {}]);
  assert.ok(wire.decode(good));
  assert.equal(wire.decode(good), null);
});

test("without a key nothing is signed", () => {
  const wire = new Wire("");
  const [, signature] = wire.encode([], message);
  assert.equal(signature.length, 0);
  const sent = frames([header, {}, {}, {}]);
  sent[2] = Buffer.from("");
  assert.ok(wire.decode(sent));
  assert.ok(wire.decode(sent));
});

test("frames that are no message are refused, whoever has signed them", () => {
  const wire = new Wire("k");
  for (const parts of [
    ["{", {}, {}, {}],
    [null, {}, {}, {}],
    [{ ...header, msg_id: undefined }, {}, {}, {}],
    [{ ...header, msg_type: 1 }, {}, {}, {}],
    [{ ...header, session: undefined }, {}, {}, {}],
    [header, {}, {}, []],
    [header, {}, {}, "text"],
    [header, 1, {}, {}],
    [header, {}, null, {}],
    [header, {}, {}],
  ])
    assert.equal(wire.decode(frames(parts)), null, JSON.stringify(parts));
  assert.equal(wire.decode([]), null);
  assert.equal(wire.decode([Buffer.from("<IDS|MSG>")]), null);
});

test("a signature is remembered until as many others have come as are kept", () => {
  const replays = new Replays(4);
  assert.equal(replays.isNew("a"), true);
  assert.equal(replays.isNew("a"), false);
  for (const other of ["b", "c"]) replays.isNew(other);
  assert.equal(replays.isNew("a"), false);
  for (const other of ["d", "e", "f", "g"]) replays.isNew(other);
  assert.equal(replays.isNew("a"), true);
});

test("bytes and typed arrays become base64 of their part of the memory", () => {
  const floats = new Float32Array([0, 1, 2]).subarray(1, 2); // 1 is 00 00 80 3f
  assert.deepEqual(JSON.parse(toJson({ a: [floats], b: Buffer.from("hi"), c: new ArrayBuffer(3), d: 3n })), {
    a: ["AACAPw=="],
    b: "aGk=",
    c: "AAAA",
    d: "3",
  });
});
