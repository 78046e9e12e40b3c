import assert from "node:assert/strict";
import test from "node:test";
import { findNode, NodeNotFound } from "../../../src/client/index.ts";

test("the Node of the setting is used as it is named", async () => {
  const found = await findNode(process.execPath, "/nowhere/code");
  assert.deepEqual(found, { path: process.execPath, version: process.version, env: {} });
});

test("a setting that names no Node is an error that says so, not another Node", async () => {
  await assert.rejects(findNode("/nowhere/node", process.execPath), (error: unknown) => {
    assert.ok(error instanceof NodeNotFound);
    assert.match(error.message, /noisebook\.node" is "\/nowhere\/node".*not found/);
    return true;
  });
  await assert.rejects(findNode("/bin/echo", process.execPath), /it is not Node/);
});

test("without Node on PATH the program we run in serves, and where that cannot, the person is told", async () => {
  const { PATH } = process.env;
  process.env.PATH = "/nowhere";
  try {
    const found = await findNode(null, process.execPath);
    assert.deepEqual(found.env, { ELECTRON_RUN_AS_NODE: "1" });
    await assert.rejects(findNode(null, "/nowhere/code"), /Install Node 20\.18 or newer/);
  } finally {
    process.env.PATH = PATH;
  }
});
