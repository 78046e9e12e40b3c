import { liveNodes } from "../live.ts";
import type { Trace } from "../trace.ts";
import type { Binding } from "./binding.ts";
import type { NativeAttr, NativeSource } from "./recipe.ts";
import { savedModel, shapeProto, type Attr, type GraphNode } from "./saved-model.ts";
import { typeOf } from "./types.ts";

export interface Emitted {
  readonly bytes: Uint8Array;
  /** Which of the trace's externals it takes, and under which names. */
  readonly inputs: readonly { readonly external: number; readonly name: string }[];
  /** The names of what was asked for, in its order. */
  readonly outputs: readonly string[];
  readonly ops: number;
}

/** The graph of TensorFlow's operations that computes the wanted values. */
export function emit(trace: Trace, wanted: readonly number[], binding: Binding): Emitted {
  const graph: GraphNode[] = [];
  const names = new Map<number, string>();
  const constants = new Map<string, string>();
  const add = (
    op: string,
    input: readonly string[],
    attr: Record<string, Attr>,
    name = `n${graph.length}`,
  ): string => {
    graph.push({ name, op, input, attr });
    return name;
  };
  const constant = (dtype: number, shape: readonly number[], values: ArrayBufferView): string => {
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const key = `${dtype} ${shape.join()} ${content.length <= 64 ? content.join() : graph.length}`;
    let name = constants.get(key);
    if (name === undefined) {
      name = add("Const", [], { dtype: { type: dtype }, value: { tensor: { dtype, shape: shapeProto(shape), content: content.slice() } } }); // prettier-ignore
      constants.set(key, name);
    }
    return name;
  };

  const live = liveNodes(trace, wanted, trace.nodes.length);
  const used = new Set(live.flatMap(({ inputs }) => inputs));
  const inputs = trace.externals.flatMap((value, external) => {
    if (!used.has(value)) return [];
    const { dtype, shape } = trace.values[value];
    const name = add("Placeholder", [], { dtype: { type: typeOf(dtype) }, shape: { shape: shapeProto(shape) } }, `x${external}`); // prettier-ignore
    names.set(value, name);
    return [{ external, name: `${name}:0` }];
  });

  for (const { native, inputs: from, outputs } of live) {
    if (!native) throw new Error("A trace of another backend is no graph of TensorFlow");
    const made: string[] = [];
    const nameOf = (source: NativeSource): string => {
      if (source.from === "constant") return constant(source.dtype, source.shape, source.values);
      if (source.from === "op")
        return source.output ? `${made[source.op]}:${source.output}` : made[source.op];
      return names.get(from[source.at])!; // its kernel comes before
    };
    for (const { op, attrs, inputs: sources } of native.ops) {
      const flat = op === "BatchMatMulV2" && sources.every((source) => rankOf(source, trace, from) === 2);
      const attr = Object.fromEntries(attrs.map((one) => [one.name, attrOf(one, binding)]));
      // For matrices the plain product is faster.
      if (flat)
        made.push(add("MatMul", sources.map(nameOf), { T: attr["T"], transpose_a: attr["adj_x"], transpose_b: attr["adj_y"] })); // prettier-ignore
      else made.push(add(op, sources.map(nameOf), attr));
    }
    native.outputs.forEach((source, i) => {
      const { shape, dtype } = trace.values[outputs[i]];
      const name = nameOf(source);
      const before = source.from === "input" ? trace.values[from[source.at]].shape : shape;
      const same = before.length === shape.length && before.every((length, axis) => length === shape[axis]);
      names.set(outputs[i], same ? name : reshaped(name, shape, typeOf(dtype)));
    });
  }

  function reshaped(name: string, shape: readonly number[], type: number): string {
    const to = constant(typeOf("int32"), [shape.length], Int32Array.from(shape));
    return add("Reshape", [name, to], { T: { type }, Tshape: { type: typeOf("int32") } });
  }

  const outputs = wanted.map((value, i) => {
    const type = typeOf(trace.values[value].dtype);
    return `${add("Identity", [names.get(value)!], { T: { type } }, `y${i}`)}:0`;
  });
  return { bytes: savedModel(graph), inputs, outputs, ops: graph.length };
}

const rankOf = (source: NativeSource, trace: Trace, from: readonly number[]): number =>
  source.from === "input" ? trace.values[from[source.at]].shape.length : source.from === "constant" ? source.shape.length : -1; // prettier-ignore

function attrOf({ type, value }: NativeAttr, binding: Binding): Attr {
  const numbers = value as number | readonly number[];
  switch (type) {
    case binding.TF_ATTR_STRING:
      return { s: new TextEncoder().encode(value as string) };
    case binding.TF_ATTR_BOOL:
      return { b: value as boolean };
    case binding.TF_ATTR_FLOAT:
      return { f: value as number };
    case binding.TF_ATTR_SHAPE:
      return { shape: shapeProto(value as number[]) };
    case binding.TF_ATTR_TYPE:
      return Array.isArray(value) ? { list: { type: value as number[] } } : { type: value as number };
    case binding.TF_ATTR_INT:
      return typeof numbers === "number" ? { i: numbers } : { list: { i: numbers } };
    default:
      throw new Error(`An attribute of a kind ${type} that TensorFlow's graphs do not have`);
  }
}
