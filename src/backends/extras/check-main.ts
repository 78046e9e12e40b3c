// A process that loads transformers from the folder it is called with, has the ONNX Runtime beside it compute a square, and prints
// what both say of themselves.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { transformersScript } from "../../protocol/node/extra-store.ts";
import { squaringModel } from "./squaring-model.ts";

interface Value {
  readonly data: ArrayLike<number>;
}

interface Runtime {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
    ): Promise<{ run(inputs: Record<string, Value>): Promise<Record<string, Value>> }>;
  };
  readonly Tensor: new (type: "float32", data: Float32Array, shape: number[]) => Value;
  readonly env: { readonly versions: { readonly node?: string; readonly common: string } };
}

async function tried(folder: string): Promise<{ library: string }> {
  const script = transformersScript(folder);
  const { env } = (await import(pathToFileURL(script).href)) as { env: { version: string } };
  const { InferenceSession, Tensor, env: runtime } = createRequire(script)("onnxruntime-node") as Runtime;
  const session = await InferenceSession.create(squaringModel());
  const { y } = await session.run({ x: new Tensor("float32", Float32Array.of(3, -1.5), [2]) });
  const found = Array.from(y.data);
  if (found.join() !== "9,2.25") throw new Error(`ONNX Runtime computes wrongly: 3 and -1.5 squared are ${found.join(" and ")}.`); // prettier-ignore
  const { node: own, common } = runtime.versions;
  return { library: `transformers ${env.version} on ONNX Runtime ${own ?? common}` };
}

// A reason is for a person: without the stack that Node would print with it.
const said = await tried(process.argv[2]).catch((error: unknown) => ({
  problem: error instanceof Error ? error.message : String(error),
}));
console.log(JSON.stringify(said));
