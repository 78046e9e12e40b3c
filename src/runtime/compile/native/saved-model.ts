import protobuf from "protobufjs/light.js";

/** Fields of a message: its type and number, with a star where it repeats. */
const message = (fields: Record<string, string>, oneof?: string[]) => ({
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, text]) => {
      const [type, id] = text.replace("*", "").split(" ");
      return [name, { type, id: Number(id), ...(text.endsWith("*") ? { rule: "repeated" } : {}) }];
    }),
  ),
  ...(oneof ? { oneofs: { value: { oneof } } } : {}),
});

const attr: protobuf.IMapField = { keyType: "string", type: "Attr", id: 5 };

/** The part of TensorFlow's messages (saved_model.proto and what it imports) that a graph needs; types are numbers here. */
const descriptor: protobuf.INamespace = {
  nested: {
    SavedModel: message({ version: "int64 1", graphs: "MetaGraph 2*" }),
    MetaGraph: message({ info: "Info 1", graph: "Graph 2" }),
    Info: message({ tags: "string 4*" }),
    Graph: message({ node: "Node 1*", versions: "Versions 4" }),
    Versions: message({ producer: "int32 1" }),
    Node: {
      fields: { ...message({ name: "string 1", op: "string 2", input: "string 3*" }).fields, attr },
    },
    Attr: message(
      { list: "List 1", s: "bytes 2", i: "int64 3", f: "float 4", b: "bool 5", type: "int32 6", shape: "Shape 7", tensor: "Tensor 8" },
      ["list", "s", "i", "f", "b", "type", "shape", "tensor"],
    ), // prettier-ignore
    List: message({ s: "bytes 2*", i: "int64 3*", f: "float 4*", b: "bool 5*", type: "int32 6*", shape: "Shape 7*" }), // prettier-ignore
    Shape: message({ dim: "Dim 2*" }),
    Dim: message({ size: "int64 1" }),
    Tensor: message({ dtype: "int32 1", shape: "Shape 2", content: "bytes 4" }),
  },
};
const SavedModel = protobuf.Root.fromJSON(descriptor).lookupType("SavedModel");

export interface ShapeProto {
  readonly dim: readonly { readonly size: number }[];
}

/** An attribute: one of these. */
export type Attr =
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly type: number }
  | { readonly shape: ShapeProto }
  | { readonly list: { readonly i?: readonly number[]; readonly f?: readonly number[]; readonly type?: readonly number[]; readonly s?: readonly Uint8Array[]; readonly b?: readonly boolean[] } } // prettier-ignore
  | { readonly tensor: { readonly dtype: number; readonly shape: ShapeProto; readonly content: Uint8Array } };

/** A node of TensorFlow's graph; inputs are "name" or "name:output". */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attr>>;
}

export const shapeProto = (shape: readonly number[]): ShapeProto => ({
  dim: shape.map((size) => ({ size })),
});

/** Any version since operations of today exist. */
const producer = 1087;

/** The bytes of a SavedModel (saved_model.pb) of this graph, tagged "serve". Throws an Error for a graph that is not well-formed. */
export function savedModel(node: readonly GraphNode[]): Uint8Array {
  const model = {
    version: 1,
    graphs: [{ info: { tags: ["serve"] }, graph: { node, versions: { producer } } }],
  };
  const fault = SavedModel.verify(model);
  if (fault) throw new Error(`A graph that cannot be written: ${fault}`);
  return SavedModel.encode(SavedModel.create(model)).finish();
}
