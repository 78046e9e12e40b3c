// What a GPU refuses must fail whoever waits for it: WebGPU itself would hand out zeros.
import assert from "node:assert/strict";
import test from "node:test";
import { backend } from "../../src/runtime/backend/index.ts";
import { GpuError } from "../../src/runtime/backend/webgpu/errors.ts";
import { backend as tfBackend, ones } from "../../src/runtime/core/tf.ts";

const other = backend.name === "webgpu" ? false : "of webgpu alone";

test(
  "a tensor beyond the GPU's limits fails the read, and the next computation is right",
  { skip: other },
  async () => {
    const { device } = tfBackend() as unknown as {
      device: { limits: { maxStorageBufferBindingSize: number } };
    };
    const rows = Math.ceil(device.limits.maxStorageBufferBindingSize / 4096) + 1;
    const tooLarge = ones([1, 1]).tile([rows, 1024]);
    await assert.rejects(tooLarge.sum().data(), (error) => {
      assert.ok(error instanceof GpuError || /buffer|memory|size/i.test(String(error)), String(error));
      return true;
    });
    tooLarge.dispose();
    assert.deepEqual(
      [
        ...(await ones([64, 64])
          .matMul(ones([64, 64]))
          .max()
          .data()),
      ],
      [64],
    );
  },
);

test("reading what a GPU has computed without waiting says what to write instead", { skip: other }, () => {
  const x = ones([64, 64]).matMul(ones([64, 64]));
  assert.throws(() => x.dataSync(), /can only be waited for: use `await x\.data\(\)`/);
});
