import type { Print, StreamName } from "./text-output.ts";

interface Block {
  name: StreamName;
  text: string;
}

/** Characters in a block: what is dropped goes block by block, so that a million lines cost little. */
const blockLength = 16_384;

/** The newest characters of an output too long to show, and how much came before them. */
export class Tail {
  readonly #most: number;
  #blocks: Block[] = [];
  #length = 0;
  #dropped = { characters: 0, lines: 0 };

  constructor(most: number) {
    this.#most = most;
  }

  write(name: StreamName, text: string): void {
    const last = this.#blocks.at(-1);
    if (last?.name === name && last.text.length < blockLength) last.text += text;
    else this.#blocks.push({ name, text });
    this.#length += text.length;
    while (this.#blocks.length > 1 && this.#length - this.#blocks[0].text.length >= this.#most)
      this.#drop(this.#blocks[0], this.#blocks[0].text.length);
  }

  /** Prints how much is left out, and the rest. */
  print(print: Print): void {
    if (this.#length > this.#most && this.#blocks.length) {
      const [first] = this.#blocks;
      const cut = this.#length - this.#most;
      this.#drop(first, first.text.indexOf("\n", cut) + 1 || cut);
    }
    const { characters, lines } = this.#dropped;
    if (characters) {
      const count = (value: number) => value.toLocaleString("en");
      print("stderr", `… ${count(lines)} lines (${count(characters)} characters) are left out here. …\n`);
    }
    for (const { name, text } of this.#blocks) print(name, text);
  }

  #drop(first: Block, length: number): void {
    const text = first.text.slice(0, length);
    this.#dropped.characters += text.length;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#dropped.lines += 1;
    this.#length -= text.length;
    first.text = first.text.slice(length);
    if (!first.text) this.#blocks.shift();
  }
}
