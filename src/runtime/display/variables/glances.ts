import { getBackend, Tensor, type DataId } from "@tensorflow/tfjs-core";
import { glanceAt, type Glance } from "../../../protocol/glance.ts";
import { bytesOf } from "../../core/bytes.ts";
import { barsOf, type Budget, type NumbersAbout } from "../../../protocol/variables.ts";

/** What tensors' memory was like: tfjs writes it once, so that each is read once however often it is asked about. */
const known = { icon: new WeakMap<DataId, Glance>(), hover: new WeakMap<DataId, Glance>() };

/** Reads of a graphics card that are begun for one answer; each takes a turn of its own. */
const mostAwaited = 64;

/** A tensor with numbers, read where the budget lets it or it was read before. */
export async function aboutTensor(x: Tensor, budget: Budget): Promise<NumbersAbout> {
  const before = known.icon.get(x.dataId);
  if (before) return about(x, before);
  const cost = getBackend() === "webgpu" ? Math.max(x.size, Math.ceil(1_000_000 / mostAwaited)) : x.size;
  if (x.size > budget.each || cost > budget.left) return about(x, null);
  budget.left -= cost;
  return about(x, await read(x, "icon"));
}

/** All of a tensor's numbers. */
export async function aboutWholeTensor(x: Tensor): Promise<NumbersAbout> {
  const glance = known.hover.get(x.dataId) ?? (await read(x, "hover"));
  return about(x, glance);
}

const versions = new WeakMap<DataId, number>();
let made = 0;

/** Changes with the memory, which tfjs writes once. */
export function versionOf({ dataId }: Tensor): string {
  const version = versions.get(dataId) ?? ++made;
  versions.set(dataId, version);
  return String(version);
}

async function read(x: Tensor, as: keyof typeof known): Promise<Glance> {
  const { dataId } = x; // a variable's may be another's when it has come
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the tensor, whose class may have its own
  const { data } = Tensor.prototype;
  const values = (await data.call(x)) as ArrayLike<number>; // text and complex numbers are not asked about
  const glance = glanceAt(values, barsOf[as]);
  known[as].set(dataId, glance);
  // From many bars to few: the icon then needs no second reading.
  if (as === "hover") known.icon.set(dataId, { ...glance, bars: fewer(glance.bars, barsOf.icon) });
  return glance;
}

const fewer = (bars: readonly number[], count: number): number[] => {
  const sums = new Array<number>(count).fill(0);
  bars.forEach((many, i) => (sums[Math.floor(((i + 0.5) / bars.length) * count)] += many));
  return sums;
};

const about = (x: Tensor, glance: Glance | null): NumbersAbout => ({
  dtype: x.dtype,
  shape: [...x.shape],
  bytes: bytesOf(x),
  where: getBackend(),
  glance,
});
