import type { Tensor } from "@tensorflow/tfjs-core";
import { bytesOf } from "../core/bytes.ts";
import { host } from "../core/host.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import { engine } from "./engine.ts";
import { noteTensor } from "./idle.ts";
import { memory } from "./memory.ts";
import { holdWhileReading } from "./reading.ts";
import { onceMore } from "./retry.ts";
import { isDue, makeRoom } from "./room.ts";
import { forget, isTracked, track } from "./tracked.ts";
import { freeName, repairVariables } from "./variables.ts";
import { installWhole } from "./whole.ts";

/**
 * Joins tfjs's engine where tensors come and go. Collections happen where an operation begins or data is turned into a
 * tensor: there the operation's inputs are on the stack, and all else that tfjs needs is in its scopes and its tape.
 */
function install(): void {
  const tf = engine();
  const { runKernel, makeTensor, makeVariable, track: trackInScope, keep, incRef, disposeTensor } = tf;

  // These two run thousands of times a second: a closure is made only where something is wrong.
  tf.runKernel = function (name, inputs, attrs) {
    if (isDue(0)) makeRoom(0, () => kernelText(name, inputs));
    try {
      return runKernel.call(this, name, inputs, attrs);
    } catch (error) {
      return onceMore(error, () => kernelText(name, inputs), runKernel.bind(this, name, inputs, attrs));
    }
  };
  tf.makeTensor = function (values, shape, dtype = "float32", backend) {
    const bytes = bytesOf({ size: sizeOf(shape), dtype });
    if (isDue(bytes)) makeRoom(bytes, () => tensorText(shape));
    try {
      return makeTensor.call(this, values, shape, dtype, backend);
    } catch (error) {
      return onceMore(error, () => tensorText(shape), makeTensor.bind(this, values, shape, dtype, backend));
    }
  };
  tf.makeVariable = function (value, trainable, name, dtype) {
    if (name) freeName(name);
    return makeVariable.call(this, value, trainable, name, dtype);
  };
  tf.track = function (tensor) {
    if (!this.state.activeScope) own(tensor);
    return trackInScope.call(this, tensor);
  };
  tf.keep = function (tensor) {
    if (!tensor.isDisposed && !isTracked(tensor)) own(tensor);
    return keep.call(this, tensor);
  };
  tf.incRef = function (variable, backend) {
    incRef.call(this, variable, backend);
    own(variable);
  };
  tf.disposeTensor = function (tensor) {
    forget(tensor);
    disposeTensor.call(this, tensor);
  };
}

function own(tensor: Tensor): void {
  track(tensor);
  noteTensor();
}

const tensorText = (shape: readonly number[]): string => `a tensor ${shapeText(shape)}`;

const kernelText = (name: string, inputs: object): string => `${name} of ${shapesText(inputs)}`;

const shapesText = (inputs: object): string =>
  Object.values(inputs)
    .map((input: Tensor | null | undefined) => (input ? shapeText(input.shape) : "nothing"))
    .join(" and ") || "no inputs";

install();
installWhole();
holdWhileReading();
host()?.onTerminated(repairVariables);
host()?.watchMemory(memory);
