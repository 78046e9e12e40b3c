import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { address, ConnectionProblem, parseConnection } from "../../../src/jupyter/connection.ts";

const file = {
  ...{ shell_port: 5001, iopub_port: 5002, stdin_port: 5003, control_port: 5004, hb_port: 5005 },
  ...{
    ip: "127.0.0.1",
    key: "k",
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    kernel_name: "noisebook",
  },
};
const parse = (changes: object) => parseConnection(JSON.stringify({ ...file, ...changes }));
const refused = (changes: object, said: RegExp) =>
  assert.throws(
    () => parse(changes),
    (error) => error instanceof ConnectionProblem && said.test(error.message),
  );

test("addresses are those of the file, over TCP, IPv6 and files", () => {
  assert.equal(address(parse({}), 5001), "tcp://127.0.0.1:5001");
  assert.equal(address(parse({ ip: "::1" }), 5001), "tcp://[::1]:5001");
  assert.equal(address(parse({ ip: "/tmp/a", transport: "ipc" }), 1), "ipc:///tmp/a-1");
});

test("an address that others can reach needs a key", () => {
  for (const ip of ["0.0.0.0", "10.0.0.1", "example.org", "::", "*", "127.evil.example"])
    refused({ ip, key: "" }, /no key.*open to other machines/);
  assert.equal(parse({ ip: "0.0.0.0" }).ip, "0.0.0.0");
  for (const ip of ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
    assert.equal(parse({ ip, key: "" }).key, "");
});

test("a file that is no connection file is told where it is wrong", () => {
  refused({ shell_port: 0 }, /shell_port/);
  refused({ hb_port: undefined }, /hb_port/);
  refused({ transport: "udp" }, /transport/);
  refused({ signature_scheme: "hmac-md5" }, /hmac-md5/);
  assert.throws(() => parseConnection("{"), /not JSON/);
});

test("noisebook jupyter ends with 2 and one line where it cannot serve", async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-"));
  t.after(() => rm(folder, { recursive: true }));
  const open = path.join(folder, "open.json");
  await writeFile(open, JSON.stringify({ ...file, ip: "0.0.0.0", key: "" }));
  for (const [name, said] of [
    [open, /^The connection file has no key.*\n$/],
    [
      path.join(folder, "nowhere.json"),
      /^The connection file .*nowhere\.json cannot be read \(ENOENT\)\.\n$/,
    ],
  ] as const) {
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(process.execPath, ["bin/noisebook.mjs", "jupyter", name], (error, _, stderr) =>
        resolve({ code: error?.code, stderr }),
      );
    });
    assert.equal(code, 2);
    assert.match(stderr, said);
  }
});
