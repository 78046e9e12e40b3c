import { failureText } from "./text.ts";
import type { Claim } from "./result.ts";

/** An equation that does not hold: the message says where and by how much. */
export class ClaimFailed extends Error {
  override readonly name = "ClaimFailed";

  readonly claim: Claim;

  constructor(claim: Claim) {
    super(failureText(claim));
    this.claim = claim;
  }
}
