import { engine as tfEngine, type KernelBackend, type Tensor, type TensorInfo } from "@tensorflow/tfjs-core";

/** tfjs's tables of what backends hold, as of the pinned versions. */
interface Table {
  get(dataId: object): { refCount: number };
  has(dataId: object): boolean;
  set(dataId: object, entry: object): void;
  delete(dataId: object): boolean;
}

function tableOf(backend: KernelBackend): Table {
  const { tensorMap, dataIdMap, data } = backend as unknown as Record<string, Table | undefined>;
  const table = tensorMap ?? dataIdMap ?? data;
  if (!table) throw new Error("This backend's table of tensors is not where it was in tfjs 4.22");
  return table;
}

/** Gives a tensor's memory, which is nobody else's, to another id, which so many tensors have. */
export function moveMemory(backend: KernelBackend, from: object, to: object, refs: number): void {
  const table = tableOf(backend);
  const entry = table.get(from);
  table.delete(from);
  entry.refCount = refs;
  table.set(to, entry);
}

/** Whether the memory is one tensor's alone. */
export const isSole = (backend: KernelBackend, { dataId }: TensorInfo): boolean =>
  backend.refCount(dataId) === 1;

/** Frees what a kernel has given: some give tensors, which tfjs counts, the others memory alone. */
export function free(backend: KernelBackend, x: TensorInfo): void {
  if ("dispose" in x) (x as unknown as Tensor).dispose();
  else backend.disposeData(x.dataId);
}

/** Memory of its own with the same numbers. */
export function copyOf(backend: KernelBackend, x: TensorInfo): TensorInfo {
  const values = backend.readSync(x.dataId) as Float32Array;
  return { ...x, dataId: backend.write(values.slice(), x.shape, x.dtype) };
}

/** Another tensor of the same memory, made by no kernel. */
export function sharing({ dataId, shape, dtype }: TensorInfo): Tensor {
  const tf = tfEngine();
  tf.backend.incRef(dataId);
  return tf.makeTensorFromTensorInfo({ dataId, shape, dtype }, tf.backend);
}
