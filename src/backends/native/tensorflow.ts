/** A TensorFlow to compile against. */
export interface TensorFlow {
  /** Folder of the headers: it holds tensorflow/c/c_api.h. */
  include: string;
  /** Folder of the libraries, and their files' names. */
  lib: string;
  libraries: string[];
}
