import { engine as tfEngine, env } from "../core/tf.ts";
import { engine } from "../memory/engine.ts";

/** tfjs's kernel call as it is while nobody listens to kernels. */
const plain = engine().runKernel;

/**
 * Whether functions may be run from traces now: not while somebody looks at every kernel (checkNumerics, tfjs's profiler, its
 * debug mode), not on webgpu, whose numbers cannot be read at once, and not where NOISEBOOK_COMPILE is "off".
 */
export const isAllowed = (): boolean =>
  engine().runKernel === plain &&
  !tfEngine().state.profiling &&
  !env().getBool("DEBUG") &&
  tfEngine().backendName !== "webgpu" &&
  process.env["NOISEBOOK_COMPILE"] !== "off";
