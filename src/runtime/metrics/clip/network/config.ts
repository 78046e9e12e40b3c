import * as v from "valibot";

const Size = v.pipe(v.number(), v.integer(), v.minValue(1));
const Id = v.pipe(v.number(), v.integer(), v.minValue(0));
const Positive = v.pipe(v.number(), v.gtValue(0));
const Activation = v.picklist(["quick_gelu", "gelu"]);

/** What both towers have, with what Hugging Face's files leave out where it is as in ViT-B/32. */
const tower = (width: number, inner: number, heads: number) => ({
  hidden_size: v.optional(Size, width),
  intermediate_size: v.optional(Size, inner),
  num_hidden_layers: v.optional(Size, 12),
  num_attention_heads: v.optional(Size, heads),
  hidden_act: v.optional(Activation, "quick_gelu"),
  layer_norm_eps: v.optional(Positive, 1e-5),
});

const Text = v.object({
  ...tower(512, 2048, 8),
  vocab_size: v.optional(Size, 49408),
  max_position_embeddings: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3)), 77),
  eos_token_id: v.optional(Id, 49407),
});
const Vision = v.object({
  ...tower(768, 3072, 12),
  num_channels: v.optional(v.literal(3), 3),
  image_size: v.optional(Size, 224),
  patch_size: v.optional(Size, 32),
});

/** Files of before 2023 say a tower twice; what the second says holds, as in Hugging Face's reader. */
const Part = v.optional(v.nullable(v.record(v.string(), v.unknown())));
const File = v.object({
  model_type: v.literal("clip"),
  projection_dim: v.optional(Size, 512),
  text_config: Part,
  text_config_dict: Part,
  vision_config: Part,
  vision_config_dict: Part,
});

export type TextConfig = v.InferOutput<typeof Text>;
export type VisionConfig = v.InferOutput<typeof Vision>;

/** The sizes of a CLIP model, under the names of its config.json. */
export interface ClipConfig {
  readonly projection: number;
  readonly text: TextConfig;
  readonly vision: VisionConfig;
}

/** Of the text of a config.json. Throws a RangeError for what is no CLIP, and for what is not known here. */
export function clipConfig(text: string): ClipConfig {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new RangeError("config.json is not JSON", { cause });
  }
  const file = checked("", File, parsed);
  return expectFitting({
    projection: file.projection_dim,
    text: checked("text_config.", Text, { ...file.text_config, ...file.text_config_dict }),
    vision: checked("vision_config.", Vision, { ...file.vision_config, ...file.vision_config_dict }),
  });
}

/** Throws a RangeError for sizes that cannot be together. */
export function expectFitting(config: ClipConfig): ClipConfig {
  for (const [name, { hidden_size, num_attention_heads }] of [
    ["text", config.text],
    ["vision", config.vision],
  ] as const) {
    if (hidden_size % num_attention_heads === 0) continue;
    throw new RangeError(
      `The ${name} tower's hidden_size of ${hidden_size} does not part into ${num_attention_heads} heads`,
    );
  }
  return config;
}

function checked<T extends v.GenericSchema>(where: string, schema: T, value: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RangeError(
    `config.json is not that of a CLIP model that can be read: ${where}${v.getDotPath(issue) ?? ""}: ${issue.message}`,
  );
}
