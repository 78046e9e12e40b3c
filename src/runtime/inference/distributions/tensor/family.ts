import { backend_util, tidy, type Tensor } from "../../../core/tf.ts";
import type { Stream } from "../../../random/index.ts";
import { noClosedForm } from "../distribution.ts";
import { asTensor } from "./as-tensor.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";

type Tensors<Name extends string> = Readonly<Record<Name, Tensor>>;

/** How distributions of numbers follow from their parameters. What is not there has no closed form. */
export interface Family<Name extends string> {
  readonly name: string;
  readonly reparameterized: boolean;
  logProb(x: Tensor, p: Tensors<Name>): Tensor;
  /** Draws of this whole shape, to which the parameters broadcast. */
  sample(stream: Stream, shape: readonly number[], p: Tensors<Name>): Tensor;
  readonly entropy?: (p: Tensors<Name>) => Tensor;
  readonly mean?: (p: Tensors<Name>) => Tensor;
  readonly variance?: (p: Tensors<Name>) => Tensor;
}

/** The batch of distributions of numbers whose parameters broadcast to one shape. */
export function ofNumbers<Name extends string>(
  parameters: Readonly<Record<Name, Parameter>>,
  family: Family<Name>,
): TensorDistribution {
  const shapes = Object.values<Parameter>(parameters).map((value) =>
    typeof value === "number" ? [] : value.shape,
  );
  const batchShape = shapes.reduce<number[]>((a, b) => backend_util.assertAndGetBroadcastShape(a, b), []);
  const tensors = (): Tensors<Name> =>
    Object.fromEntries(
      Object.entries<Parameter>(parameters).map(([name, value]) => [name, asTensor(value)]),
    ) as Record<Name, Tensor>; // of the names of the parameters

  const whole = (what: "entropy" | "mean" | "variance") => (): Tensor => {
    const of = family[what];
    if (!of) throw noClosedForm(what, family.name);
    return tidy(() => of(tensors()).broadcastTo(batchShape));
  };
  return {
    name: family.name,
    parameters,
    batchShape,
    eventShape: [],
    reparameterized: family.reparameterized,
    logProb: (x) => tidy(() => family.logProb(x, tensors())),
    sample: (stream, shape = []) => tidy(() => family.sample(stream, [...shape, ...batchShape], tensors())),
    entropy: whole("entropy"),
    mean: whole("mean"),
    variance: whole("variance"),
  };
}
