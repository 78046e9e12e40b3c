import { engine } from "@tensorflow/tfjs-core";
import { host } from "./host.ts";

/**
 * Closes what a terminated cell left open in tfjs: scopes of `tidy`, whose tensors are freed, and gradients, which
 * would go on recording every operation of the notebook.
 */
function repair(): void {
  const { state } = engine();
  while (state.scopeStack.length) engine().endScope();
  // What operations have kept for their gradients goes when a gradient ends, and this one never will.
  // Between gradients tfjs sets the tape to null, which its types do not say.
  const tape = state.activeTape as typeof state.activeTape | null;
  for (const { saved } of tape ?? []) saved?.forEach((tensor) => tensor.dispose());
  state.gradientDepth = 0;
  state.kernelDepth = 0;
  state.activeTape = [];
}

host()?.onTerminated(repair);
