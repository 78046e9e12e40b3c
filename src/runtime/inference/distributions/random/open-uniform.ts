import type { Stream } from "../../../random/index.ts";

/** U(0, 1) without its ends, where quantiles are infinite. */
export const openUniform = (stream: Stream): number => stream.uniform64(1)[0] || 2 ** -54;
