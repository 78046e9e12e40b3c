/**
 * A printable character for each byte, in which vocabularies are written (GPT-2's table): printable bytes of Latin-1 stand
 * for themselves, the others for the characters from 256 on.
 */
export const byteSymbols: readonly string[] = table();

function table(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
}

const bytesOfSymbols = new Map(byteSymbols.map((symbol, byte) => [symbol, byte]));

/** The UTF-8 bytes of a text, a symbol each. */
export const toSymbols = (text: string): string[] =>
  Array.from(new TextEncoder().encode(text), (byte) => byteSymbols[byte]);

/** The text of symbols; bytes that are no UTF-8, as half a character is, become U+FFFD. */
export const fromSymbols = (symbols: string): string =>
  new TextDecoder().decode(Uint8Array.from(symbols, (symbol) => bytesOfSymbols.get(symbol) ?? 0x20));
