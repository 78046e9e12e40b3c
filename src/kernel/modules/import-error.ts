/** An import that cannot be answered; the message says what to do. */
export class ImportError extends Error {
  override name = "ImportError";
}
