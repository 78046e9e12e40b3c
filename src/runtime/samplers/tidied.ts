import { tidy, type TensorContainer } from "../core/tf.ts";

/** `tidy` for results of an interface's type, which TypeScript does not take for a container of tensors. */
export const tidied = <T>(make: () => T): T => tidy(make as () => TensorContainer) as T;
