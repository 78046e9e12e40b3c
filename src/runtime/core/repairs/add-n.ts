import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelBackend,
  type KernelConfig,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

const name = "AddN";

/** Tensors that one shader of every GPU takes, one less than its buffers, of which the sum is one. */
const most = 7;

interface Frees {
  disposeData: KernelBackend["disposeData"];
}

/** tfjs gives all tensors of a sum to one shader, which takes 8 buffers and refuses more: here they go in groups. */
export function addInGroups(backendName: string): void {
  const stock: KernelConfig = getKernel(name, backendName);
  unregisterKernel(name, backendName);
  registerKernel({
    ...stock,
    kernelFunc({ inputs, attrs, backend }) {
      // A list, where other kernels have names.
      let terms = inputs as unknown as TensorInfo[];
      const made: TensorInfo[] = [];
      const sum = (group: TensorInfo[]): TensorInfo => {
        const result = stock.kernelFunc({ inputs: group as never, attrs, backend }) as TensorInfo;
        made.push(result);
        return result;
      };
      while (terms.length > most) terms = [sum(terms.slice(0, most)), ...terms.slice(most)];
      const result = sum(terms);
      for (const { dataId } of made) if (dataId !== result.dataId) (backend as Frees).disposeData(dataId);
      return result;
    },
  });
}
