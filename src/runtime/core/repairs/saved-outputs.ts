import { engine, type NamedTensorMap, type Tensor } from "@tensorflow/tfjs-core";

interface TapeNode {
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
}

/** tfjs's engine with what it does not declare, as of the pinned version. */
interface Engine {
  readonly state: { readonly activeTape: TapeNode[]; readonly gradientDepth: number };
  addTapeNode: (this: Engine, ...args: unknown[]) => void;
}

/**
 * Where an operation's own result is saved for its gradient (exp, sigmoid, tanh, softmax ...), tfjs notes the copy before
 * the operation, so that a gradient of the gradient takes it for a constant: x sigmoid(x) had a wrong second derivative
 * without a word. Here the operation comes first.
 */
export function noteOperationsBeforeTheirCopies(): void {
  const tf = engine() as unknown as Engine;
  const { addTapeNode } = tf;
  tf.addTapeNode = function (...args) {
    addTapeNode.apply(this, args);
    if (this.state.gradientDepth < 2) return;
    const tape = this.state.activeTape;
    const node = tape.pop()!; // has just been noted
    const made = new Set(node.outputs.map(({ id }) => id));
    const copies = (other: TapeNode) => Object.values(other.inputs).some(({ id }) => made.has(id));
    let place = tape.length;
    while (place > 0 && copies(tape[place - 1])) place--;
    tape.splice(place, 0, node);
  };
}
