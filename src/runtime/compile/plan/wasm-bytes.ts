// WebAssembly's binary format, as far as one function needs it.

export const utf8 = (text: string): number[] => counted([...new TextEncoder().encode(text)]);

/** A whole number of at least 0, seven bits a byte. */
export function leb(x: number): number[] {
  const bytes: number[] = [];
  for (; x >= 0x80; x = Math.floor(x / 0x80)) bytes.push((x % 0x80) | 0x80);
  return [...bytes, x];
}

/** Bytes or items after their number. */
export const counted = (items: readonly (number | readonly number[])[]): number[] => [
  ...leb(items.length),
  ...items.flat(),
];

export const f32 = (x: number): number[] => [...new Uint8Array(Float32Array.of(x).buffer)];

export const type = { i32: 0x7f, v128: 0x7b } as const;

const emptyBlock = 0x40;

export const op = {
  block: (...body: readonly number[][]): number[] => [0x02, emptyBlock, ...body.flat(), 0x0b],
  loop: (...body: readonly number[][]): number[] => [0x03, emptyBlock, ...body.flat(), 0x0b],
  br: (depth: number): number[] => [0x0c, depth],
  brIf: (depth: number): number[] => [0x0d, depth],
  get: (local: number): number[] => [0x20, ...leb(local)],
  set: (local: number): number[] => [0x21, ...leb(local)],
  /** For numbers below 64, which are the same signed and unsigned. */
  i32: (x: number): number[] => [0x41, x],
  isZero: [0x45],
  isLessUnsigned: [0x49],
  add: [0x6a],
  sub: [0x6b],
};

/** SIMD's instructions: a prefix, and a number of as many bytes as it takes. */
export const simd = (code: number, ...rest: number[]): number[] => [0xfd, ...leb(code), ...rest];

const section = (id: number, content: readonly number[]): number[] => [id, ...counted(content)];

/** A module with one function `run` of so many whole numbers, on a shared memory that it imports. */
export function moduleOf(
  params: number,
  locals: readonly (readonly [number, number])[],
  code: readonly number[],
): Uint8Array<ArrayBuffer> {
  const mostPages = leb(65536);
  const groups = counted(locals.map(([count, kind]) => [...leb(count), kind]));
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, counted([[0x60, ...counted(Array.from({ length: params }, () => type.i32)), 0]])),
    ...section(2, counted([[...utf8("env"), ...utf8("memory"), 0x02, 0x03, 0, ...mostPages]])),
    ...section(3, counted([[0]])),
    ...section(7, counted([[...utf8("run"), 0, 0]])),
    ...section(10, counted([counted([...groups, ...code, 0x0b])])),
  ]);
}
