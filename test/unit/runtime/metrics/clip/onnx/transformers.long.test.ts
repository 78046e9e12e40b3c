import test, { after, before, describe } from "node:test";
import { stripVTControlCharacters } from "node:util";
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { tensor4d, type Tensor } from "../../../../../../src/runtime/core/tf.ts";
import {
  clipFromTransformers,
  clipModel,
  clipRPrecision,
  clipScore,
  embedCaptions,
  evaluate,
  extract,
  refClipScore,
  type ClipModel,
} from "../../../../../../src/runtime/metrics/index.ts";
import {
  extraFolder,
  modelsFolder,
  transformersScript,
} from "../../../../../../src/protocol/node/extra-store.ts";
import { stream } from "../../../../../../src/runtime/random/index.ts";
import recorded from "../../../../../reference/metrics/clip-values.json";
import { command } from "../../../../cli/command.ts";
import { leaves } from "../../../no-leak.ts";
import { writeModelFolder } from "./model-folder.ts";

const { merges, cases } = recorded.tokenizer;
const captions = cases.map(({ text }) => text).filter((text) => text.trim());

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-onnx-"));
const cacheBefore = process.env.NOISEBOOK_CACHE;
process.env.NOISEBOOK_CACHE = path.join(folder, "cache");
after(async () => {
  if (cacheBefore === undefined) delete process.env.NOISEBOOK_CACHE;
  else process.env.NOISEBOOK_CACHE = cacheBefore;
  await rm(folder, { recursive: true });
});

/** Whether npm can be had at all: what it installs is what is tested. */
const { status } = spawnSync("npm", ["view", "onnxruntime-common@1.30.0", "version"], {
  shell: process.platform === "win32",
});
const skip = status !== 0 && "npm reaches no registry here: CLIP by transformers is not tested";
if (skip) console.error(skip);

const inFolder = (name: string): string => path.join(folder, name);
const near = (a: ArrayLike<number>, b: ArrayLike<number>, what: string): void => {
  assert.equal(a.length, b.length);
  const scale = Math.max(...Array.from(b, Math.abs));
  for (let i = 0; i < a.length; i++) {
    assert.ok(Math.abs(a[i] - b[i]) <= 1e-5 * scale, `${what}, ${i}: ${a[i]} and ${b[i]}`);
  }
};
const flat = (rows: readonly Float64Array[]): number[] => rows.flatMap((row) => [...row]);
const pictures = (count: number): Tensor =>
  tensor4d(stream(2).uniform(count * 31 * 40 * 3), [count, 31, 40, 3]);

describe("CLIP by transformers", { skip }, () => {
  before(async () => {
    for (const activation of ["quick_gelu", "gelu"] as const) {
      await writeModelFolder(inFolder(activation), { merges, activation, seed: 1 });
    }
  });

  test("Without the library the error has the command, which installs it with nothing but this platform's binaries.", async () => {
    await assert.rejects(
      clipFromTransformers(inFolder("gelu")),
      /Install it: noisebook extra install transformers/,
    );
    const { code, stdout, stderr } = await command(["extra", "install", "transformers"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Installed transformers 4\.\d+\.\d+ on ONNX Runtime 1\.\d+\.\d+\.$/m);
    const modules = path.join(extraFolder("transformers"), "node_modules");
    const own = path.join(process.platform, process.arch, "onnxruntime_binding.node");
    const runtime = path.join(modules, "onnxruntime-node", "bin", "napi-v6");
    assert.ok(existsSync(path.join(runtime, own)));
    assert.ok(!existsSync(path.join(runtime, process.platform === "win32" ? "linux" : "win32", "x64", "onnxruntime.dll"))); // prettier-ignore
    // Colours are written to a pipe as well where CI is set.
    const listed = stripVTControlCharacters((await command(["extra"])).stdout);
    assert.match(listed, /● transformers {2}transformers 4/);
    assert.equal((await command(["extra", "install", "python"])).code, 2);
  });

  for (const activation of ["quick_gelu", "gelu"] as const) {
    test(`Embeddings with ${activation} are those of our own network on the same weights, and nothing is left behind.`, async () => {
      await leaves(0, async () => {
        const [ours, theirs] = [
          await clipModel(inFolder(activation)),
          await clipFromTransformers(inFolder(activation)),
        ];
        const images = pictures(5);
        near(flat(await extract(images, theirs)), flat(await extract(images, ours)), "images");
        const of = (model: ClipModel) => embedCaptions(model, captions, { batch: 7 });
        near(flat(await of(theirs)), flat(await of(ours)), "captions");
        assert.deepEqual(theirs.cut(captions), ours.cut(captions));
        assert.match(theirs.name, /^CLIP 24\/8 of width 24, ONNX fp32, [0-9a-f]{8}$/);
        for (const used of [images, ours, theirs]) used.dispose();
      });
    });
  }

  test("Scores and reports are those by our own network.", async () => {
    const [ours, theirs] = [await clipModel(inFolder("gelu")), await clipFromTransformers(inFolder("gelu"))];
    const images = pictures(6);
    const texts = captions.slice(0, 6);
    const scores = async (model: ClipModel): Promise<number[]> => {
      const report = await evaluate(images, images, {
        extractor: model,
        metrics: ["frechet", "energy"],
        captions: { texts, model },
        bootstrap: 20,
      });
      return [
        ...(await clipScore(model, images, texts)).values,
        ...(
          await refClipScore(
            model,
            images,
            texts,
            texts.map((text) => [text, "the other"]),
          )
        ).values,
        (await clipRPrecision(model, images, texts, { candidates: 3 })).precision,
        report.measures.find(({ name }) => name.startsWith("CLIPScore"))!.value,
      ];
    };
    near(await scores(theirs), await scores(ours), "scores");
    for (const used of [images, ours, theirs]) used.dispose();
  });

  test("The ids are those of the tokenizer in Python; that of the library in JavaScript has others for some strange texts.", async () => {
    const model = await clipFromTransformers(inFolder("gelu"));
    const { AutoTokenizer } = (await import(
      pathToFileURL(transformersScript(extraFolder("transformers"))).href
    )) as {
      AutoTokenizer: { from_pretrained(from: string, options: object): Promise<Tokenizer> };
    };
    type Tokenizer = (text: string, options: object) => { input_ids: { data: BigInt64Array } };
    const theirs = await AutoTokenizer.from_pretrained(inFolder("gelu"), { local_files_only: true });
    for (const { text, ids } of cases) {
      assert.deepEqual(model.tokenizer.encode(text).ids, ids, JSON.stringify(text));
      // It ends Greek words in another sigma, takes marks in capitals for the marks, and cuts the end off with the rest.
      if (/Σ |<\|ENDOFTEXT/.test(text) || ids.length === 77) continue;
      assert.deepEqual(
        Array.from(theirs(text, { truncation: true }).input_ids.data, Number),
        ids,
        JSON.stringify(text),
      );
    }
    model.dispose();
  });

  test("A model of the hub is downloaded once, each revision for itself, and says where it could not be had from.", async () => {
    const asked: string[] = [];
    const revisions = new Map([
      ["main", "gelu"],
      ["other", "quick_gelu"],
    ]);
    const hub = createServer((request, response) => {
      if (!request.headers.range) asked.push(String(request.url)); // else a look at its size
      const [, revision, file] = /^\/some\/clip\/resolve\/(\w+)\/(.*)$/.exec(String(request.url)) ?? [
        "",
        "",
        "none",
      ];
      const from = revisions.get(revision) ?? "nowhere";
      readFile(path.join(inFolder(from), file)).then(
        (bytes) => response.writeHead(200, { "content-length": bytes.length }).end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
    const { port } = hub.address() as AddressInfo;
    process.env.HF_ENDPOINT = `http://127.0.0.1:${port}`;
    try {
      const local = await clipFromTransformers(inFolder("gelu"));
      const first = await clipFromTransformers("some/clip");
      assert.equal(first.name, local.name);
      const all = asked.length;
      assert.equal(asked.filter((url) => url.endsWith(".onnx")).length, 2);
      const again = await clipFromTransformers("some/clip");
      assert.equal(again.name, local.name);
      const images = pictures(2);
      near(flat(await extract(images, again)), flat(await extract(images, local)), "images");
      assert.equal(asked.length, all, "it is in the cache");
      const other = await clipFromTransformers("some/clip", { revision: "other" });
      assert.notEqual(other.name, local.name);
      for (const used of [images, local, first, again, other]) used.dispose();
      assert.ok(existsSync(path.join(modelsFolder(), "some", "clip", "onnx", "text_model.onnx")));
      await assert.rejects(
        clipFromTransformers("some/other"),
        /^Error: The model some\/other cannot be had from http:\/\/127\.0\.0\.1:\d+: .*there is no folder .*some.other/s,
      );
    } finally {
      delete process.env.HF_ENDPOINT;
      await new Promise((resolve) => hub.close(resolve));
    }
  });

  test("What cannot be loaded is refused by name, and a model that was disposed of says so.", async () => {
    const like = async (name: string, changes: (at: string) => Promise<unknown>): Promise<string> => {
      await cp(inFolder("gelu"), inFolder(name), { recursive: true });
      await changes(inFolder(name));
      return inFolder(name);
    };
    const vision = path.join("onnx", "vision_model.onnx");
    const bad: [() => Promise<unknown>, RegExp][] = [
      [() => clipFromTransformers("./nowhere"), /There is no folder \.\/nowhere \(from the folder .*Xenova\/clip-vit-base-patch32/],
      [() => clipFromTransformers(inFolder("gelu"), { precision: "q8" }), /has no onnx.vision_model_quantized\.onnx and no onnx.text_model_quantized\.onnx/],
      [() => clipFromTransformers(inFolder("gelu"), { precision: "fp8" as never }), /is one of fp32, fp16, q8, not "fp8"/],
      [() => clipFromTransformers(inFolder("gelu"), { dtype: "q8" } as object), /has no option "dtype"/],
      [() => like("garbage", (at) => writeFile(path.join(at, vision), "no model")).then(clipFromTransformers), /The encoders in .*garbage cannot be loaded: .*rotobuf/],
      [() => like("bert", (at) => writeFile(path.join(at, "config.json"), '{"model_type": "bert"}')).then(clipFromTransformers), /config\.json/],
      [() => like("untold", (at) => rm(path.join(at, "tokenizer.json"))).then(clipFromTransformers), /has no vocab\.json and no tokenizer\.json/],
    ]; // prettier-ignore
    for (const [work, said] of bad) await assert.rejects(work, said);

    const swapped = await clipFromTransformers(
      await like("swapped", (at) => cp(path.join(at, "onnx", "text_model.onnx"), path.join(at, vision))),
    );
    const images = pictures(1);
    await assert.rejects(extract(images, swapped), /input_ids/);
    swapped.dispose();
    await assert.rejects(extract(images, swapped), /has been disposed of/);
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await assert.rejects(clipFromTransformers(inFolder("gelu"), { signal: stop.signal }), /enough/);
    images.dispose();
  });

  test("A smaller precision is read from its own file, and the name says it.", async () => {
    const at = inFolder("mixed");
    await cp(inFolder("gelu"), at, { recursive: true });
    for (const name of ["vision_model", "text_model"]) {
      await cp(
        inFolder(path.join("quick_gelu", "onnx", `${name}.onnx`)),
        path.join(at, "onnx", `${name}_quantized.onnx`),
      );
    }
    const [small, quick] = [
      await clipFromTransformers(at, { precision: "q8" }),
      await clipModel(inFolder("quick_gelu")),
    ];
    assert.match(small.name, /ONNX q8, [0-9a-f]{8}$/);
    const images = pictures(2);
    near(flat(await extract(images, small)), flat(await extract(images, quick)), "images");
    for (const used of [images, small, quick]) used.dispose();
  });

  test("A program that has used a model ends by itself, though it does not dispose of it.", async () => {
    const runtime = pathToFileURL(path.resolve("dist", "runtime", "metrics.js")).href;
    const script = `
      const { clipFromTransformers, embedCaptions } = await import(${JSON.stringify(runtime)});
      const model = await clipFromTransformers(${JSON.stringify(inFolder("gelu"))});
      console.log((await embedCaptions(model, ["the other"]))[0].length);`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script]);
    assert.equal(stdout.trim(), "20");
  });

  test("It is removed by a command, with nothing left but downloaded models.", async () => {
    const { code, stdout } = await command(["extra", "remove", "transformers"]);
    assert.deepEqual([code, stdout.trim()], [0, "Removed transformers."]);
    assert.ok(!existsSync(extraFolder("transformers")) && existsSync(modelsFolder()));
    assert.match((await command(["extra"])).stdout, /not installed: noisebook extra install transformers/);
  });
});
