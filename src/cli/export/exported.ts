/** A notebook in another format. */
export interface Exported {
  text: string;
  /** What the text refers to, each named from the text's folder. */
  files: { name: string; bytes: Uint8Array }[];
}
