/** A pickle that ends before its STOP: more bytes may hold the rest. */
export class CutShort extends RangeError {}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads numbers and text one after the other; the bytes end where they end. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Steps over so many bytes, and says where they begin. */
  #over(length: number): number {
    const from = this.at;
    if (length > this.#bytes.length - from) {
      throw new CutShort(`its pickle ends at byte ${this.#bytes.length}, within a value`);
    }
    this.at += length;
    return from;
  }

  readonly u8 = (): number => this.#bytes[this.#over(1)];
  readonly u16 = (): number => this.#view.getUint16(this.#over(2), true);
  readonly u32 = (): number => this.#view.getUint32(this.#over(4), true);
  readonly i32 = (): number => this.#view.getInt32(this.#over(4), true);
  /** Big-endian, alone among a pickle's numbers. */
  readonly f64 = (): number => this.#view.getFloat64(this.#over(8), false);

  /** Eight bytes that say a length. Throws a RangeError for one that no file has. */
  u64(): number {
    const length = this.#view.getBigUint64(this.#over(8), true);
    if (length > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`its pickle asks for ${length} bytes at byte ${this.at}`);
    }
    return Number(length);
  }

  /** A whole number in two's complement of so many bytes. */
  integer(length: number): number | bigint {
    const from = this.#over(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[from + i]);
    value = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  text(length: number): string {
    const from = this.#over(length);
    try {
      return utf8.decode(this.#bytes.subarray(from, from + length));
    } catch (cause) {
      throw new RangeError(`its pickle has a text at byte ${from} that is not UTF-8`, { cause });
    }
  }

  /** Text up to the end of a line, which it steps over. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.at);
    if (end < 0) throw new CutShort(`its pickle ends at byte ${this.#bytes.length}, within a line`);
    const line = this.text(end - this.at);
    this.at++;
    return line;
  }
}
