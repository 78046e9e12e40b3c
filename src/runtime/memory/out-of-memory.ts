import { bytesText } from "./bytes-text.ts";
import { engine } from "./engine.ts";
import { inScopes } from "./in-use.ts";

/** Tensors that are in use have taken all the memory that they may. Nothing was allocated, and all of them are intact. */
export class OutOfTensorMemory extends Error {
  override name = "OutOfTensorMemory";

  constructor(what: string, bytes: number, limit: number, cause?: unknown) {
    const { backendName, state } = engine();
    const scoped = inScopes().length;
    super(
      `No memory for ${what}: ${state.numTensors} tensors are in use on "${backendName}", with ${bytesText(bytes)} of ` +
        `the ${bytesText(limit)} they may take${scoped ? `; ${scoped} of them wait for the end of a tidy()` : ""}. ` +
        "Let go of tensors that you no longer need (dispose() them, or drop the variables, arrays and closures that " +
        "hold them), put tidy() around smaller parts of the work, or take a smaller batch",
      { cause },
    );
  }
}
