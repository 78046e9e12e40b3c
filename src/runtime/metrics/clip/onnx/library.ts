/** What is used of @huggingface/transformers, which is installed on request and so is not here when this is compiled. */
export interface Transformers {
  readonly env: { cacheDir: string; remoteHost: string; logLevel: number };
  readonly LogLevel: { readonly ERROR: number };
  readonly Tensor: new (
    type: "float32" | "int64",
    data: Float32Array | BigInt64Array,
    shape: readonly number[],
  ) => OnnxTensor;
  readonly AutoTokenizer: Pretrained<unknown>;
  readonly AutoImageProcessor: Pretrained<unknown>;
  readonly CLIPTextModelWithProjection: Pretrained<Encoder>;
  readonly CLIPVisionModelWithProjection: Pretrained<Encoder>;
}

export interface OnnxTensor {
  readonly type: string;
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}

type Encoder = (
  inputs: Readonly<Record<string, OnnxTensor>>,
) => Promise<Readonly<Record<string, OnnxTensor>>>;

interface Pretrained<T> {
  from_pretrained(
    from: string,
    options: {
      dtype?: string;
      device?: "cpu";
      revision?: string;
      local_files_only?: boolean;
      progress_callback?: (info: Progress) => void;
    },
  ): Promise<T>;
}

interface Progress {
  readonly status: string;
  readonly file?: string;
  readonly loaded?: number;
  readonly total?: number;
}
