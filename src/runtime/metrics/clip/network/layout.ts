import type { ClipConfig, TextConfig, VisionConfig } from "./config.ts";

export interface Shaped {
  readonly shape: readonly number[];
}

/** The tensors of Hugging Face's CLIPModel with their shapes. */
export function layout({ projection, text, vision }: ClipConfig): Map<string, Shaped> {
  const shapes = new Map<string, Shaped>();
  const add = (name: string, ...shape: number[]) => shapes.set(name, { shape });
  const [t, w] = [text.hidden_size, vision.hidden_size];
  const patches = Math.floor(vision.image_size / vision.patch_size) ** 2;
  add("logit_scale");
  add("text_model.embeddings.token_embedding.weight", text.vocab_size, t);
  add("text_model.embeddings.position_embedding.weight", text.max_position_embeddings, t);
  addLayers(add, "text_model", text);
  addNorm(add, "text_model.final_layer_norm", t);
  add("vision_model.embeddings.class_embedding", w);
  add(
    "vision_model.embeddings.patch_embedding.weight",
    ...[w, vision.num_channels, vision.patch_size, vision.patch_size],
  );
  add("vision_model.embeddings.position_embedding.weight", patches + 1, w);
  addNorm(add, "vision_model.pre_layrnorm", w); // its name in every file
  addLayers(add, "vision_model", vision);
  addNorm(add, "vision_model.post_layernorm", w);
  add("visual_projection.weight", projection, w);
  add("text_projection.weight", projection, t);
  return shapes;
}

type Add = (name: string, ...shape: number[]) => void;

function addNorm(add: Add, name: string, size: number): void {
  add(`${name}.weight`, size);
  add(`${name}.bias`, size);
}

function addLinear(add: Add, name: string, inputs: number, outputs: number): void {
  add(`${name}.weight`, outputs, inputs);
  add(`${name}.bias`, outputs);
}

function addLayers(add: Add, tower: string, config: TextConfig | VisionConfig): void {
  const { hidden_size: size, intermediate_size: inner, num_hidden_layers: layers } = config;
  for (let i = 0; i < layers; i++) {
    const name = `${tower}.encoder.layers.${i}`;
    for (const part of ["k_proj", "v_proj", "q_proj", "out_proj"]) {
      addLinear(add, `${name}.self_attn.${part}`, size, size);
    }
    addNorm(add, `${name}.layer_norm1`, size);
    addLinear(add, `${name}.mlp.fc1`, size, inner);
    addLinear(add, `${name}.mlp.fc2`, inner, size);
    addNorm(add, `${name}.layer_norm2`, size);
  }
}

/** What older files hold beside: 0, 1, 2, … */
export const isPassedOver = (name: string): boolean => name.endsWith(".embeddings.position_ids");
