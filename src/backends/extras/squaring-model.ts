/** A model in ONNX's format, which is a protobuf: y = x x, of float32 of any length. */
export function squaringModel(): Uint8Array {
  const type = message([1, message([1, 1], [2, message([1, message([2, text("n")])])])]); // a tensor of float32 [n]
  const value = (name: string): number[] => message([1, text(name)], [2, type]);
  const node = message([1, text("x")], [1, text("x")], [2, text("y")], [4, text("Mul")]);
  const graph = message([1, node], [2, text("square")], [11, value("x")], [12, value("y")]);
  return Uint8Array.from(message([1, 8], [7, graph], [8, message([2, 13])])); // format 8, operators 13
}

const text = (words: string): number[] => [...new TextEncoder().encode(words)];

/** Fields of a protobuf by their numbers: whole numbers, and bytes with their length before them; all below 128. */
const message = (...fields: (readonly [field: number, content: number | readonly number[]])[]): number[] =>
  fields.flatMap(([field, content]) =>
    typeof content === "number" ? [field << 3, content] : [(field << 3) | 2, content.length, ...content],
  );
