// Writes pickles by hand, and the files of torch.save around them.
import { zipSync } from "fflate";

const u32 = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)];

export const text = (value: string): number[] => {
  const letters = [...new TextEncoder().encode(value)];
  return [0x58, ...u32(letters.length), ...letters];
};
export const int = (value: number): number[] => [0x4a, ...u32(value)];
export const long = (value: bigint): number[] => [
  ...[0x8a, 9],
  ...new Uint8Array(BigInt64Array.of(value).buffer),
  value < 0n ? 255 : 0,
];
export const global = (module: string, name: string): number[] => [
  0x63,
  ...new TextEncoder().encode(`${module}\n${name}\n`),
];
export const tuple = (...items: number[][]): number[] => [0x28, ...items.flat(), 0x74];
export const list = (...items: number[][]): number[] => [0x5d, 0x28, ...items.flat(), 0x65];
export const dict = (...pairs: [number[], number[]][]): number[] => [0x7d, 0x28, ...pairs.flat(2), 0x75];
export const call = (callee: number[], args: number[]): number[] => [...callee, ...args, 0x52];
export const pickle = (...value: number[][]): Uint8Array => Uint8Array.from([0x80, 2, ...value.flat(), 0x2e]);

export const none = [0x4e];

export function storage(key: string, count: number[], type = "FloatStorage", window?: number[]): number[] {
  const id = [text("storage"), global("torch", type), text(key), text("cpu"), count];
  return [...tuple(...id, ...(window ? [window] : [])), 0x51];
}

export const tensor = (of: number[], offset: number[], shape: number[][], strides: number[][]): number[] =>
  call(
    global("torch._utils", "_rebuild_tensor_v2"),
    tuple(of, offset, tuple(...shape), tuple(...strides), [0x89], none),
  );

/** A file in the old format with these storages of single precision. */
export function legacyFile(
  value: Uint8Array,
  storages: [key: string, said: number, numbers: number[]][] = [],
): Uint8Array {
  const magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
  const machine = dict([text("little_endian"), [0x88]]);
  return Buffer.concat([
    Uint8Array.from(magic),
    pickle([0x4d, 0xe9, 0x03]),
    pickle(machine),
    value,
    pickle(list(...storages.map(([key]) => text(key)))),
    ...storages.flatMap(([, said, numbers]) => [
      new Uint8Array(BigInt64Array.of(BigInt(said)).buffer),
      new Uint8Array(Float32Array.from(numbers).buffer),
    ]),
  ]);
}

/** An archive with these storages. */
export const archive = (value: Uint8Array, storages: Record<string, number[]> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries([
      ["m/data.pkl", value],
      ...Object.entries(storages).map(([key, numbers]) => [
        `m/data/${key}`,
        new Uint8Array(Float32Array.from(numbers).buffer),
      ]),
    ]) as Record<string, Uint8Array>,
    { level: 0 },
  );
