import { engine as tfEngine, type Tensor } from "@tensorflow/tfjs-core";
import type { KernelInputs } from "./inputs.ts";

/** tfjs's engine where it writes gradients' tape, as of the pinned version. */
interface Tape {
  isTapeOn(): boolean;
  getTensorsForGradient(kernel: string, inputs: unknown, outputs: Tensor[]): Tensor[];
  saveTensorsForBackwardMode(tensors: Tensor[]): Tensor[];
  addTapeNode(
    kernel: string,
    inputs: unknown,
    outputs: Tensor[],
    gradients: null,
    saved: Tensor[],
    attrs: object | undefined,
  ): void;
  readonly state: {
    kernelDepth: number;
    gradientDepth: number;
    activeTape: readonly { readonly saved?: readonly Tensor[] }[] | null;
  };
}

/** Makes a kernel's outputs, and notes the call on the tape of gradients as tfjs does where it runs the kernel itself. */
export function onTape(
  kernel: string,
  inputs: KernelInputs,
  attrs: object | undefined,
  make: () => Tensor[],
): Tensor[] {
  const tape = tfEngine() as unknown as Tape;
  if (!tape.isTapeOn()) return make();
  let saved: Tensor[];
  let outputs: Tensor[];
  tape.state.kernelDepth++;
  try {
    outputs = make();
    saved = tape.saveTensorsForBackwardMode(
      kernel === "Identity" ? [] : tape.getTensorsForGradient(kernel, inputs, outputs),
    );
  } finally {
    tape.state.kernelDepth--;
  }
  tape.addTapeNode(kernel, inputs, outputs, null, saved, attrs);
  return outputs;
}

/** Frees what a tape has saved whose gradients were never taken. */
export function dropTape(): void {
  const { state } = tfEngine() as unknown as Tape;
  if (state.gradientDepth > 0) return;
  state.activeTape?.forEach(({ saved }) => saved?.forEach((x) => x.dispose()));
  state.activeTape = null;
}
