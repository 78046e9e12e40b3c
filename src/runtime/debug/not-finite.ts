/** An operation's result holds what is no finite number. Its stack leads to the line that called for it. */
export class NotFinite extends Error {
  override name = "NotFinite";
}
