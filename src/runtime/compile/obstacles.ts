/** Kernels whose results have a shape that their inputs' numbers decide, or that draw numbers of their own. */
const unforeseen = new Map([
  ["Unique", "the numbers in it decide how long its result is"],
  ["NonMaxSuppressionV3", "the numbers in it decide how long its result is"],
  ["NonMaxSuppressionV4", "the numbers in it decide how long its result is"],
  ["NonMaxSuppressionV5", "the numbers in it decide how long its result is"],
  ["SparseFillEmptyRows", "the numbers in it decide how long its result is"],
  ["SparseReshape", "the numbers in it decide the shape of its result"],
  ["SparseToDense", "the numbers in it decide where its result is filled"],
  ["RaggedGather", "the numbers in it decide how long its result is"],
  ["RaggedRange", "the numbers in it decide how long its result is"],
  ["RaggedTensorToTensor", "the numbers in it decide the shape of its result"],
  ["StringNGrams", "it works on text"],
  ["StringSplit", "it works on text"],
  ["StringToHashBucketFast", "it works on text"],
  ["StaticRegexReplace", "it works on text"],
  ["Multinomial", "it draws numbers of its own"],
]);

/** Why this kernel cannot be part of a graph; null where it can. */
export const obstacleOf = (kernel: string): string | null => {
  const reason = unforeseen.get(kernel);
  return reason === undefined ? null : `${kernel} cannot be traced: ${reason}`;
};
