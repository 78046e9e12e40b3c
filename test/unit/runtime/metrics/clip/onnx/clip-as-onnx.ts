import type {
  ClipConfig,
  TextConfig,
  VisionConfig,
} from "../../../../../../src/runtime/metrics/clip/network/config.ts";
import { OnnxGraph } from "./onnx-file.ts";

export type Values = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: ArrayLike<number> }
>;

/** CLIP's encoders written out in ONNX's operators, apart from our own network, on weights with Hugging Face's names. */
export function clipAsOnnx(config: ClipConfig, weights: Values): { vision: Uint8Array; text: Uint8Array } {
  return { vision: visionFile(config, weights), text: textFile(config, weights) };
}

function visionFile({ vision, projection }: ClipConfig, weights: Values): Uint8Array {
  const { image_size: size, patch_size: patch, hidden_size: width } = vision;
  const graph = new OnnxGraph();
  const parts = new Parts(graph, weights, vision);
  const pixels = graph.input("pixel_values", "float32", ["N", 3, size, size]);
  const name = "vision_model.embeddings";
  const convolved = graph.op("Conv", [pixels, parts.weight(`${name}.patch_embedding.weight`)], {
    strides: [patch, patch],
  });
  const rows = graph.op("Reshape", [convolved, graph.whole(0, width, -1)]);
  const patches = graph.op("Transpose", [rows], { perm: [0, 2, 1] });
  const count = graph.op("Shape", [pixels], { start: 0, end: 1 });
  const shape = graph.op("Concat", [count, graph.whole(1, width)], { axis: 0 });
  const first = graph.op("Expand", [parts.weight(`${name}.class_embedding`), shape]);
  const tokens = graph.op("Concat", [first, patches], { axis: 1 });
  const placed = graph.op("Add", [tokens, parts.weight(`${name}.position_embedding.weight`)]);
  const made = parts.transformer(parts.norm(placed, "vision_model.pre_layrnorm"), "vision_model", null);
  const pooled = graph.op("Gather", [made, graph.whole(0)], { axis: 1 });
  const flat = graph.op("Squeeze", [pooled, graph.whole(1)]);
  const normal = parts.norm(flat, "vision_model.post_layernorm");
  return graph.file(parts.projected(normal, "visual_projection.weight"), "image_embeds", projection);
}

function textFile({ text, projection }: ClipConfig, weights: Values): Uint8Array {
  const { max_position_embeddings: context, eos_token_id: end } = text;
  const graph = new OnnxGraph();
  const parts = new Parts(graph, weights, text);
  const ids = graph.input("input_ids", "int64", ["N", "L"]);
  const name = "text_model.embeddings";
  const length = graph.op("Shape", [ids], { start: 1, end: 2 });
  const upTo = (value: string, axis: number): string =>
    graph.op("Slice", [value, graph.whole(0), length, graph.whole(axis)]);
  const places = upTo(parts.weight(`${name}.position_embedding.weight`), 0);
  const tokens = graph.op("Gather", [parts.weight(`${name}.token_embedding.weight`), ids], { axis: 0 });
  const causal = Float32Array.from({ length: context * context }, (_, k) =>
    k % context > Math.floor(k / context) ? -1e9 : 0,
  );
  const mask = upTo(upTo(graph.floats([context, context], causal), 0), 1);
  const made = parts.transformer(graph.op("Add", [tokens, places]), "text_model", mask);
  const isEnd = graph.op("Cast", [graph.op("Equal", [ids, graph.whole(end)])], { to: 6 });
  const at = graph.op("ArgMax", [isEnd], { axis: 1, keepdims: 1 });
  const pooled = graph.op("GatherND", [made, at], { batch_dims: 1 });
  const normal = parts.norm(pooled, "text_model.final_layer_norm");
  return graph.file(parts.projected(normal, "text_projection.weight"), "text_embeds", projection);
}

/** What both towers are made of. */
class Parts {
  readonly #graph: OnnxGraph;
  readonly #weights: Values;
  readonly #config: TextConfig | VisionConfig;

  constructor(graph: OnnxGraph, weights: Values, config: TextConfig | VisionConfig) {
    this.#graph = graph;
    this.#weights = weights;
    this.#config = config;
  }

  weight(name: string): string {
    const { shape, values } = this.#weights.get(name)!;
    return this.#graph.floats(shape, values);
  }

  norm(x: string, name: string): string {
    const inputs = [x, this.weight(`${name}.weight`), this.weight(`${name}.bias`)];
    return this.#graph.op("LayerNormalization", inputs, {
      axis: -1,
      epsilon: { float: this.#config.layer_norm_eps },
    });
  }

  projected(x: string, name: string): string {
    return this.#graph.op("MatMul", [x, this.#graph.op("Transpose", [this.weight(name)], { perm: [1, 0] })]);
  }

  linear(x: string, name: string): string {
    return this.#graph.op("Add", [this.projected(x, `${name}.weight`), this.weight(`${name}.bias`)]);
  }

  transformer(rows: string, tower: string, mask: string | null): string {
    let x = rows;
    for (let i = 0; i < this.#config.num_hidden_layers; i++) {
      const name = `${tower}.encoder.layers.${i}`;
      const mixed = this.attention(this.norm(x, `${name}.layer_norm1`), `${name}.self_attn`, mask);
      x = this.#graph.op("Add", [x, mixed]);
      const inner = this.linear(this.norm(x, `${name}.layer_norm2`), `${name}.mlp.fc1`);
      x = this.#graph.op("Add", [x, this.linear(this.activation(inner), `${name}.mlp.fc2`)]);
    }
    return x;
  }

  attention(x: string, name: string, mask: string | null): string {
    const graph = this.#graph;
    const { hidden_size, num_attention_heads: heads } = this.#config;
    const size = hidden_size / heads;
    const headed = (part: string, perm: number[]): string => {
      const rows = graph.op("Reshape", [this.linear(x, `${name}.${part}`), graph.whole(0, 0, heads, size)]);
      return graph.op("Transpose", [rows], { perm });
    };
    const [query, key, value] = [
      headed("q_proj", [0, 2, 1, 3]),
      headed("k_proj", [0, 2, 3, 1]),
      headed("v_proj", [0, 2, 1, 3]),
    ];
    const scores = graph.op("Div", [graph.op("MatMul", [query, key]), graph.floats([], [Math.sqrt(size)])]);
    const weights = graph.op("Softmax", [mask ? graph.op("Add", [scores, mask]) : scores], { axis: -1 });
    const mixed = graph.op("Transpose", [graph.op("MatMul", [weights, value])], { perm: [0, 2, 1, 3] });
    return this.linear(graph.op("Reshape", [mixed, graph.whole(0, 0, hidden_size)]), `${name}.out_proj`);
  }

  activation(x: string): string {
    const graph = this.#graph;
    if (this.#config.hidden_act === "gelu") {
      const half = graph.op("Mul", [x, graph.floats([], [0.5])]);
      const error = graph.op("Erf", [graph.op("Mul", [x, graph.floats([], [Math.SQRT1_2])])]);
      return graph.op("Mul", [half, graph.op("Add", [error, graph.floats([], [1])])]);
    }
    return graph.op("Mul", [x, graph.op("Sigmoid", [graph.op("Mul", [x, graph.floats([], [1.702])])])]);
  }
}
