// Every build of the project.
//   node esbuild.mjs             builds dist/
//   node esbuild.mjs --watch     and again at every change
//   node esbuild.mjs --minify    as the package ships it
//   node esbuild.mjs tests       builds the tests beside it, against the same runtime
import { existsSync, readdirSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import esbuild from "esbuild";
import { buildDocs } from "./scripts/docs/build-docs.mjs";
import { withoutIdleWorkers } from "./scripts/lib/wasm-script.mjs";

const flags = new Set(process.argv.slice(2));
const root = import.meta.dirname;
const at = (...parts) => path.join(root, ...parts);

const shared = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: !flags.has("--minify"),
  minify: flags.has("--minify"),
  logLevel: "warning",
  legalComments: "none",
};

const node = {
  ...shared,
  platform: "node",
  target: "node20.18",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  // Some dependencies are CommonJS and call require, which an ES module does not have.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

/** tfjs: its ES modules instead of its Node bundle, which registers no gradients. */
const tfjs = { mainFields: ["module", "main"], splitting: true, chunkNames: "chunks/[name]-[hash]" };

const extension = {
  ...shared,
  entryPoints: [at("src/extension/extension.ts")],
  outfile: at("dist/extension.cjs"),
  platform: "node",
  target: "node20.18",
  format: "cjs",
  external: ["vscode"],
};

/** The compiler of cells travels in dist/vendor: the packaged extension has no node_modules. */
const vendoredEsbuild = {
  name: "vendored-esbuild",
  setup: (build) =>
    build.onResolve({ filter: /^esbuild$/ }, () => ({
      path: "../vendor/node_modules/esbuild/lib/main.js",
      external: true,
    })),
};

const kernel = {
  ...node,
  entryPoints: { main: at("src/kernel/main.ts"), gate: at("src/kernel/gate/worker.ts") },
  outdir: at("dist/kernel"),
  plugins: [vendoredEsbuild],
  // The kernel itself is a chunk: the gate's thread starts before it is loaded.
  splitting: true,
  chunkNames: "[name]-[hash]",
};

const cli = {
  ...node,
  entryPoints: [at("src/cli/main.ts")],
  outdir: at("dist/cli"),
  plugins: [vendoredEsbuild],
  // ZeroMQ is native: it loads from node_modules, and with the command that needs it alone.
  external: ["zeromq"],
  splitting: true,
  chunkNames: "[name]-[hash]",
};

/** What tries a backend or a library, in a process of its own. */
const backendCheck = {
  ...node,
  entryPoints: {
    check: at("src/backends/check-main.ts"),
    "check-transformers": at("src/backends/extras/check-main.ts"),
  },
  outdir: at("dist/backends"),
};

/** One entry for each path a cell can import: src/runtime/NAME.ts or src/runtime/NAME/index.ts. */
function runtimeEntries() {
  const entries = readdirSync(at("src/runtime"), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile() && entry.name.endsWith(".ts")) return [[entry.name.slice(0, -3), entry.name]];
    const index = path.join(entry.name, "index.ts");
    return existsSync(at("src/runtime", index)) ? [[entry.name, index]] : [];
  });
  return Object.fromEntries(entries.map(([name, file]) => [name, at("src/runtime", file)]));
}

const runtime = {
  ...node,
  ...tfjs,
  outExtension: {},
  // Threads that the runtime starts, beside what cells import.
  entryPoints: {
    ...runtimeEntries(),
    "workers/frechet": at("src/runtime/metrics/frechet/worker.ts"),
    "workers/clip-onnx": at("src/runtime/metrics/clip/onnx/worker.ts"),
  },
  outdir: at("dist/runtime"),
};

const renderers = {
  ...shared,
  // The page of a panel shares all chunks with the notebook's renderer.
  entryPoints: { index: at("src/renderers/index.ts"), panel: at("src/renderers/panel/index.ts") },
  outdir: at("dist/renderers"),
  platform: "browser",
  target: "chrome128",
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  loader: { ".css": "text", ".woff2": "dataurl" },
  define: { global: "globalThis" },
  alias: { buffer: at("src/renderers/plot/no-buffer.ts") },
};

/** The scripts that an exported page carries within itself, so each is one file and small. */
const page = {
  ...renderers,
  entryPoints: ["plain", "trajectories", "viewers"].map((name) => at(`src/renderers/page/${name}.ts`)),
  outdir: at("dist/export"),
  splitting: false,
  minify: true,
  sourcemap: false,
};

function testEntries(folder = at("test")) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) =>
      /^(unit|reference|conformance|viewers|notebooks|bench|vscode\/seen)\b.*(\.test|-main)\.ts$/.test(file),
    )
    .map((file) => path.join(folder, file));
}

const tests = {
  ...node,
  ...tfjs,
  outExtension: { ".js": ".mjs" },
  entryPoints: testEntries(),
  outbase: at("test"),
  // Each test's process reads the maps of all it imports, with the sources in them twice as long.
  sourcesContent: false,
  outdir: at("dist/test"),
  external: ["esbuild", "playwright-core", "vscode", "@vscode/test-electron", "zeromq"],
};

/** VS Code requires these in its extension host, so they are CommonJS. */
const hostTests = {
  ...shared,
  entryPoints: [at("test/vscode/host/*.ts")],
  outdir: at("dist/test/vscode/host"),
  platform: "node",
  target: "node20.18",
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  external: ["vscode", "mocha"],
};

/** Files that are used as they are: tfjs's WebAssembly and ours, data sets, and the esbuild that compiles cells. */
async function copyAssets() {
  const wasm = at("node_modules/@tensorflow/tfjs-backend-wasm");
  const to = at("dist/runtime/wasm");
  await mkdir(to, { recursive: true });
  for (const file of readdirSync(path.join(wasm, "dist")).filter((name) => name.endsWith(".wasm"))) {
    await cp(path.join(wasm, "dist", file), path.join(to, file));
  }
  await cp(at("src/runtime/backend/wasm/kernels.wasm"), path.join(to, "kernels.wasm"));
  await cp(at("src/runtime/metrics/linear/linear.wasm"), path.join(to, "linear.wasm"));
  const threaded = "tfjs-backend-wasm-threaded-simd";
  const script = await readFile(path.join(wasm, "wasm-out", `${threaded}.js`), "utf8");
  await writeFile(path.join(to, `${threaded}.cjs`), withoutIdleWorkers(script));
  await cp(at("src/runtime/data"), at("dist/runtime/data"), {
    recursive: true,
    filter: (file) => !file.endsWith(".ts"),
  });
  await cp(at("src/runtime/metrics/weights"), at("dist/runtime/weights"), { recursive: true });

  // What an exported page embeds beside its script: our style sheet, KaTeX's, and those fonts that its formulas use.
  await mkdir(at("dist/export/fonts"), { recursive: true });
  await cp(at("src/page/page.css"), at("dist/export/page.css"));
  await cp(at("node_modules/katex/dist/katex.min.css"), at("dist/export/katex.css"));
  await cp(at("node_modules/katex/dist/fonts"), at("dist/export/fonts"), {
    recursive: true,
    filter: (file) => !/\.(ttf|woff)$/.test(file),
  });

  // esbuild starts a program of its own, which it finds as its neighbour in node_modules.
  const vendor = at("dist/vendor/node_modules");
  const platform = `@esbuild/${process.platform}-${process.arch}`;
  const program = process.platform === "win32" ? "esbuild.exe" : "bin/esbuild";
  for (const file of [
    "esbuild/package.json",
    "esbuild/lib/main.js",
    `${platform}/package.json`,
    `${platform}/${program}`,
  ]) {
    await mkdir(path.dirname(path.join(vendor, file)), { recursive: true });
    await cp(at("node_modules", file), path.join(vendor, file));
  }
  await chmod(path.join(vendor, platform, program), 0o755);
}

/** Chunks carry a hash in their name: those of earlier builds would stay for ever. */
async function removeStale(results) {
  const fresh = new Set(
    results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => at(file)),
  );
  for (const folder of new Set([...fresh].map(path.dirname))) {
    for (const file of readdirSync(folder).map((name) => path.join(folder, name))) {
      if (/\.(m?js|cjs|css)(\.map)?$/.test(file) && !fresh.has(file)) await rm(file, { force: true });
    }
  }
}

const builds = [
  extension,
  kernel,
  cli,
  backendCheck,
  runtime,
  renderers,
  page,
  ...(flags.has("tests") ? [tests, hostTests] : []),
];

if (flags.has("--watch")) {
  for (const options of builds) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
} else {
  const results = await Promise.allSettled(
    builds.map((options) => esbuild.build({ ...options, metafile: true })),
  );
  await removeStale(results.flatMap(({ value }) => value ?? []));
  // esbuild has said what is wrong, with file and line.
  if (results.some(({ status }) => status === "rejected")) process.exitCode = 1;
}
await copyAssets();
await buildDocs(root, runtimeEntries());
