import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { connectionToken } from "../../../scripts/lib/connection-token.mjs";
import { requireNode } from "../../../scripts/lib/node-version.mjs";
import { adviseOnNpm } from "../../../scripts/lib/npm.mjs";
import { freeFrom, isFree } from "../../../scripts/lib/port.mjs";
import { closingLine, countsFrom, table } from "../../../scripts/lib/tally.mjs";
import { workbenchUrl } from "../../../scripts/lib/web-server.mjs";

test("a Node that is too old is refused with the version it takes", () => {
  assert.throws(() => requireNode("20.17.9"), /needs Node >=20\.18.*this is Node 20\.17\.9/);
  assert.throws(() => requireNode("18.20.0"), /needs Node/);
  for (const fine of ["20.18.0", "20.20.2", "22.0.0", "24.21.0"])
    assert.doesNotThrow(() => requireNode(fine));
});

test("a taken port is seen, and the next free one found", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  assert.equal(await isFree(port), false);
  const next = await freeFrom(port);
  assert.ok(next !== undefined && next > port);
});

test(
  "the token stays the same, and only its owner can read it",
  { skip: process.platform === "win32" },
  async (t) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
    t.after(() => rm(folder, { recursive: true }));
    const file = path.join(folder, "kept", "token");
    const token = await connectionToken(file);
    assert.match(token, /^[0-9a-f]{32}$/);
    assert.equal(await connectionToken(file), token);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await writeFile(file, "damaged");
    assert.notEqual(await connectionToken(file), "damaged");
    assert.match(await readFile(file, "utf8"), /^[0-9a-f]{32}$/);
  },
);

test("npm's failures become advice", () => {
  assert.match(adviseOnNpm("npm error code ENOTFOUND") ?? "", /network/);
  assert.match(adviseOnNpm("npm error code ENOSPC") ?? "", /disk is full/);
  assert.match(
    adviseOnNpm("npm error code EUSAGE\nnpm error\nnpm error … are in sync.") ?? "",
    /package-lock/,
  );
  assert.equal(adviseOnNpm("something new"), undefined);
});

test("the workbench's address carries folder, payload and token", () => {
  const url = new URL(
    workbenchUrl("http://127.0.0.1:8391", {
      folder: "/a b/c&d",
      payload: [["openFile", "x://y/é#1"]],
      token: "t",
    }),
  );
  assert.equal(url.searchParams.get("folder"), "/a b/c&d");
  assert.deepEqual(JSON.parse(url.searchParams.get("payload") ?? ""), [["openFile", "x://y/é#1"]]);
  assert.equal(url.searchParams.get("tkn"), "t");
});

test("a run without counts, without tests or with a bad end is a failure", async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "counts.json");
  assert.equal(countsFrom(file, 0).failed, 1);
  await writeFile(file, JSON.stringify({ passed: 3, failed: 0, skipped: 1 }));
  assert.deepEqual(countsFrom(file, 0), { passed: 3, failed: 0, skipped: 1 });
  assert.equal(countsFrom(file, 1).failed, 1);
  await writeFile(file, JSON.stringify({ passed: 0, failed: 0, skipped: 0 }));
  assert.equal(countsFrom(file, 0).failed, 1);
});

test("the table lines up, and the last line sums", () => {
  const rows = [
    { name: "lint", passed: 1, failed: 0, skipped: 0, seconds: 3.14 },
    { name: "unit, Node 20", passed: 120, failed: 2, skipped: 0, seconds: 12 },
  ];
  const widths = table(rows)
    .split("\n")
    .map((line) => line.length);
  assert.equal(new Set(widths).size, 1);
  assert.equal(closingLine(rows), "121 passed, 2 failed");
});
