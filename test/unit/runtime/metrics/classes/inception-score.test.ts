import test from "node:test";
import assert from "node:assert/strict";
import { inceptionScore } from "../../../../../src/runtime/metrics/index.ts";
import { grid, near, normal } from "../grid.ts";

// L = np.sin(np.arange(60)*1.7).reshape(12,5)*2; p = np.exp(L); p /= p.sum(1, keepdims=True)
const logits = grid(12, 5, (k) => 2 * Math.sin(1.7 * k));

test("The score is that of its definition, of logits and of probabilities, in one part and in three.", async () => {
  // m = q.mean(0, keepdims=True); np.exp((q*(np.log(q)-np.log(m))).sum(1).mean()) of the parts q of np.array_split
  const whole = await inceptionScore(logits, { of: "logits", splits: 1 });
  near(whole.mean, 1.7384950759078706, 1e-13);
  assert.equal(whole.sd, 0);
  const probabilities = logits.map((row) => {
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0);
    return row.map((x) => Math.exp(x) / total);
  });
  const three = await inceptionScore(probabilities, { splits: 3, seed: null });
  near(three.mean, 1.6759005915596976, 1e-13);
  near(three.sd, 0.026915162297440738, 1e-11);
});

test("It reaches from 1 to the number of classes.", async () => {
  const sure = Array.from({ length: 40 }, (_, i) => [0, 1, 2, 3].map((c) => (c === i % 4 ? 1 : 0)));
  near((await inceptionScore(sure, { splits: 1 })).mean, 4, 1e-14);
  assert.equal((await inceptionScore(sure.map(() => [0.25, 0.25, 0.25, 0.25]))).mean, 1);
  // Sorted by class, parts of one class each score 1 unless they are mixed first.
  const sorted = [...sure].sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2]);
  near((await inceptionScore(sorted, { splits: 4, seed: null })).mean, 1, 1e-14);
  assert.ok((await inceptionScore(sorted, { splits: 4 })).mean > 2.5);
  near((await inceptionScore([[1e4, -1e4]], { of: "logits", splits: 1 })).mean, 1, 1e-14);
});

test("Rows that are no probabilities, and fewer samples than parts, are refused.", async () => {
  await assert.rejects(inceptionScore(logits), /Row 0 .* Say of: "logits"/);
  await assert.rejects(inceptionScore([[1.5, -0.5]], { splits: 1 }), /its least is -0.5/);
  await assert.rejects(inceptionScore(normal(9, 3, 1), { of: "logits" }), /at least 10 samples, not 9/);
});
