// What is said between the thread of the cells and the one that has transformers run a model.

/** Which of a model's files: all numbers in 32 bits, in 16, or weights in 8. */
export const precisions = { fp32: "", fp16: "_fp16", q8: "_quantized" } as const;
export type Precision = keyof typeof precisions;

export interface Start {
  /** The file of transformers. */
  readonly library: string;
  /** A folder, or the name of a model on the hub. */
  readonly from: { readonly folder: string } | { readonly id: string; readonly revision: string };
  readonly precision: Precision;
  /** Where downloaded models are kept. */
  readonly models: string;
  /** The hub's address; transformers' own unless given. */
  readonly hub: string | undefined;
}

/** The model is there. */
export interface Ready {
  /** The folder that its files are in. */
  readonly folder: string;
  /** First digits of a checksum of both encoders' files. */
  readonly checksum: string;
}

/** Pixels [N, 3, size, size], or texts as their ids, all of one length, with the number of those that count. */
export type Question =
  | { readonly pixels: Float32Array; readonly shape: readonly number[] }
  | { readonly ids: readonly (readonly number[])[] };

export interface Embeddings {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

export type ToThread = { readonly id: number; readonly question: Question };

export type FromThread =
  | { readonly loading: { readonly file: string; readonly loaded: number; readonly total: number } }
  | { readonly ready: Ready }
  | { readonly unable: string }
  | { readonly id: number; readonly embeddings: Embeddings }
  | { readonly id: number; readonly failed: string };
