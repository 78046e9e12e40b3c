import test, { after } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import {
  frechetDistance,
  loadStatistics,
  saveStatistics,
  statistics,
} from "../../../../../src/runtime/metrics/index.ts";
import {
  decodeNpy,
  decodeNpyText,
  encodeNpy,
  encodeNpyText,
} from "../../../../../src/runtime/metrics/statistics/npy.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-npz-"));
after(() => rm(folder, { recursive: true }));

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

async function file(name: string, contents: Uint8Array): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, contents);
  return at;
}

// NumPy 2.4: mu = np.array([1.5, -2, .25]); sigma = np.array([[2, .5, 0], [.5, 1, .125], [0, .125, 3]])
const mean = [1.5, -2, 0.25];
const covariance = [2, 0.5, 0, 0.5, 1, 0.125, 0, 0.125, 3];
// np.savez(file, mu=mu, sigma=sigma)
const stored = bytes(
  "UEsDBC0AAAAAAAAAIQDTTEK8//////////8GABQAbXUubnB5AQAQAJgAAAAAAAAAmAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgAAAAAAAPg/AAAAAAAAAMAAAAAAAADQP1BLAwQtAAAAAAAAACEAvcgoHf//////////CQAUAHNpZ21hLm5weQEAEADIAAAAAAAAAMgAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAQAAAAAAAAOA/AAAAAAAAAAAAAAAAAADgPwAAAAAAAPA/AAAAAAAAwD8AAAAAAAAAAAAAAAAAAMA/AAAAAAAACEBQSwECLQMtAAAAAAAAACEA00xCvJgAAACYAAAABgAAAAAAAAAAAAAAgAEAAAAAbXUubnB5UEsBAi0DLQAAAAAAAAAhAL3IKB3IAAAAyAAAAAkAAAAAAAAAAAAAAIAB0AAAAHNpZ21hLm5weVBLBQYAAAAAAgACAGsAAADTAQAAAAA=",
);
// np.savez_compressed(file, mu=mu, sigma=sigma, n=np.array(50000), extractor=np.array("inception-v3 é"))
const deflated = bytes(
  "UEsDBC0AAAAIAAAAIQDTTEK8//////////8GABQAbXUubnB5AQAQAJgAAAAAAAAAUAAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RrGOpo6CrUKFAAuBjD4YQ+hGQ5AqAv2AFBLAwQtAAAACAAAACEAvcgoHf//////////CQAUAHNpZ21hLm5weQEAEADIAAAAAAAAAFsAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaxjoKxpo6CrUKZAMuBghwgFAP7BlQAIz/AUofQJOH8TkcAFBLAwQtAAAACAAAACEA6sfmzv//////////BQAUAG4ubnB5AQAQAIgAAAAAAAAARwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RqaOgq1ChQBroDDDGAAAFBLAwQtAAAACAAAACEAT8q4lP//////////DQAUAGV4dHJhY3Rvci5ucHkBABAAuAAAAAAAAABlAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG4TamiirqOgnpZfVFKUmBefX5SSCpJwS8wpTgWKF2ckFqQC+RqaOgq1CpQArkwGBoY8IE4G4lQgLgDiEiAGiedD5XSBuAyIjYFYAYhfAjEAUEsBAi0DLQAAAAgAAAAhANNMQrxQAAAAmAAAAAYAAAAAAAAAAAAAAIABAAAAAG11Lm5weVBLAQItAy0AAAAIAAAAIQC9yCgdWwAAAMgAAAAJAAAAAAAAAAAAAACAAYgAAABzaWdtYS5ucHlQSwECLQMtAAAACAAAACEA6sfmzkcAAACIAAAABQAAAAAAAAAAAAAAgAEeAQAAbi5ucHlQSwECLQMtAAAACAAAACEAT8q4lGUAAAC4AAAADQAAAAAAAAAAAAAAgAGcAQAAZXh0cmFjdG9yLm5weVBLBQYAAAAABAAEANkAAABAAgAAAAA=",
);

test("What numpy.savez wrote is read.", async () => {
  const of = await loadStatistics(await file("stored.npz", stored));
  assert.deepEqual([...of.mean()], mean);
  assert.deepEqual([...(await of.covariance())], covariance);
  assert.deepEqual([of.dim, of.count, of.extractor, of.samples], [3, null, null, null]);
  const told = await loadStatistics(path.join(folder, "stored.npz"), { n: 100, extractor: "mine" });
  assert.deepEqual([told.count, told.extractor], [100, "mine"]);
});

test("So is what numpy.savez_compressed wrote, with the number of samples and the extractor's name.", async () => {
  const at = await file("deflated.npz", deflated);
  const of = await loadStatistics(at);
  assert.deepEqual([...(await of.covariance())], covariance);
  assert.deepEqual([of.count, of.extractor], [50_000, "inception-v3 é"]);
  await assert.rejects(
    loadStatistics(at, { extractor: "dino" }),
    /its extractor is inception-v3 é, not dino/,
  );
});

test("Arrays are written to the byte as NumPy writes them, and read in either order of bytes and axes.", () => {
  // np.save(file, np.array([1., 2.]))
  const two =
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAADwPwAAAAAAAABA";
  assert.deepEqual(encodeNpy({ shape: [2], values: Float64Array.of(1, 2) }), bytes(two));
  assert.deepEqual(decodeNpy(bytes(two)), { shape: [2], values: Float64Array.of(1, 2) });
  // np.save(file, np.asfortranarray(np.arange(6, dtype=">f4").reshape(2, 3)))
  const fortran =
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAQEAAAD+AAABAgAAAQAAAAECgAAA=";
  assert.deepEqual(decodeNpy(bytes(fortran)), { shape: [2, 3], values: Float64Array.of(0, 1, 2, 3, 4, 5) });
  // np.save(file, np.array("aé😀"))
  const text =
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPFUzJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAphAAAA6QAAAAD2AQA=";
  assert.deepEqual(encodeNpyText("aé😀"), bytes(text));
  assert.equal(decodeNpyText(bytes(text)), "aé😀");
  assert.throws(() => decodeNpy(bytes(text)), /holds <U3, not numbers/);
  assert.throws(() => decodeNpyText(bytes(two)), /holds <f8, not a text/);
});

test("Statistics come back from a file as they were written, and compare as they did.", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(2 * i), i / 7]);
  const of = await statistics(rows, { extractor: "toy" });
  const at = path.join(folder, "written.npz");
  await saveStatistics(of, at);
  const back = await loadStatistics(at);
  assert.deepEqual(back.mean(), of.mean());
  assert.deepEqual(await back.covariance(), await of.covariance());
  assert.deepEqual([back.count, back.extractor], [12, "toy"]);
  assert.ok((await frechetDistance(back, of)).distance < 1e-14);
  const other = await statistics(rows, { extractor: "other" });
  await assert.rejects(
    frechetDistance(back, other),
    /One of the two has features of "toy", the other of "other"/,
  );
});

test("A file that is no statistics says why.", async () => {
  const array = (shape: number[], values: number[]) =>
    encodeNpy({ shape, values: Float64Array.from(values) });
  const npz = (name: string, entries: Record<string, Uint8Array>) => file(name, zipSync(entries));
  const refused = async (at: string, why: RegExp) => {
    await assert.rejects(loadStatistics(at), (error: Error) => {
      assert.equal(error.name, "RangeError");
      assert.ok(error.message.includes(path.basename(at)), error.message);
      assert.match(error.message, why);
      return true;
    });
  };
  await refused(await file("text.npz", Buffer.from("not a zip")), /no whole \.npz/);
  await refused(await file("cut.npz", stored.subarray(0, 300)), /no whole \.npz/);
  await refused(await npz("other.npz", { "x.npy": array([1], [1]) }), /no mu and sigma, but x\.npy/);
  const mu = array([2], [0, 0]);
  await refused(
    await npz("shape.npz", { "mu.npy": mu, "sigma.npy": array([2], [1, 1]) }),
    /\[2, 2\] here, not \[2\]/,
  );
  await refused(
    await npz("nan.npz", { "mu.npy": mu, "sigma.npy": array([2, 2], [1, NaN, 0, 1]) }),
    /covariance is not finite/,
  );
  await refused(
    await npz("skew.npz", { "mu.npy": mu, "sigma.npy": array([2, 2], [1, 0.5, 0, 1]) }),
    /not symmetric: 0 at \[1, 0\], 0.5 at \[0, 1\]/,
  );
  await refused(
    await npz("short.npz", { "mu.npy": mu.subarray(0, 130), "sigma.npy": mu }),
    /of mu, it ends before/,
  );
  await assert.rejects(loadStatistics(path.join(folder, "nowhere.npz")), /ENOENT/);
  assert.ok((await readFile(path.join(folder, "written.npz"))).length > 0);
});
