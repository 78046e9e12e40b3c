/** What a person looks at: one sample of the batch, and one position in it. */
export interface Picked {
  sample: number;
  position: number;
}
