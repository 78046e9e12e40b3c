// Text that is denoised: masks that turn into tokens, or tokens that turn into others. `state.ts` says what a sample's
// tokens are at a frame, `text.ts` lays them out, `candidates.ts` shows what one of them may become.
import { TokenFrame, type TokenTrajectory } from "../../../protocol/index.ts";
import type { TrajectoryKind } from "../kind.ts";
import { checkTokens } from "./check.ts";
import type { Picked } from "./picked.ts";
import { tokenStage } from "./stage.ts";
import { tokenTiming } from "./timing.ts";

export const tokens: TrajectoryKind<TokenTrajectory> = {
  frame: TokenFrame,
  of: (payload) => (payload.kind === "tokens" ? payload : null),
  check: checkTokens,
  sameShape: (a, b) => a.length === b.length && a.vocabulary === b.vocabulary && a.mask === b.mask,
  sameSamples: (a, b) => a.tokens.data === b.tokens.data,
  direction: () => "reverse",
  alarm: () => null,
  parts({ redraw }) {
    const picked: Picked = { sample: 0, position: 0 };
    return { stage: tokenStage(picked, redraw), timing: tokenTiming(picked) };
  },
};
