import { Made } from "../pickle/values.ts";
import type { DtypeName } from "../weights/dtypes.ts";

/** Numbers that lie outside of the pickle under a key. */
export class Storage extends Made {
  readonly key: string;
  readonly dtype: DtypeName;
  /** How many numbers. */
  readonly size: number;
  readonly what = "a storage";

  constructor(key: string, dtype: DtypeName, size: number) {
    super();
    this.key = key;
    this.dtype = dtype;
    this.size = size;
  }
}

/** A window into numbers of a larger storage, as the old format knows it. */
export class Part extends Made {
  readonly storage: Storage;
  readonly offset: number;
  readonly size: number;
  readonly what = "a part of a storage";

  constructor(storage: Storage, offset: number, size: number) {
    super();
    this.storage = storage;
    this.offset = offset;
    this.size = size;
  }
}

/** A tensor: which numbers of a storage it has, and in which order. */
export class StoredTensor extends Made {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  /** Of each axis, how many numbers lie from one index to the next. */
  readonly strides: readonly number[];
  readonly what = "a tensor";

  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    super();
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}
