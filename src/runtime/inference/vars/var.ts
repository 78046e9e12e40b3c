import { digamma, logGamma } from "../distributions/special/functions.ts";
import { logSigmoid, sigmoid, softplus } from "../distributions/special/sigmoid.ts";
import { addProducts, addQuotients, addTo, pairOf, products, quotients, sums } from "./pairwise.ts";
import { record, type Node } from "./tape.ts";

/** A number, or as many as a vector has. */
export type Value = Var | number | ArrayLike<number>;

/**
 * Numbers in float64 through which gradients flow: a vector, of length 1 for a number, which is then set against every
 * entry of another. Its methods are named as a tensor's. They throw a RangeError where lengths do not fit.
 */
export class Var implements Node {
  readonly value: Float64Array;
  readonly grad: Float64Array;
  readonly back: () => void;

  constructor(value: Float64Array, back: () => void = nothing) {
    this.value = value;
    this.grad = new Float64Array(value.length);
    this.back = back;
    if (back !== nothing) record(this);
  }

  get length(): number {
    return this.value.length;
  }

  add(b: Value): Var {
    return sum("add", this, b, 1);
  }
  sub(b: Value): Var {
    return b === 0 ? this : sum("sub", this, b, -1);
  }
  mul(b: Value): Var {
    const [x, y] = [this.value, valuesOf(b)];
    const pair = pairOf("mul", x.length, y.length);
    const [gradA, gradB] = [this.grad, gradOf(b)];
    const out: Var = new Var(products(x, y, pair), () => {
      addProducts(gradA, pair.stepA, out.grad, y, pair.stepB);
      if (gradB) addProducts(gradB, pair.stepB, out.grad, x, pair.stepA);
    });
    return out;
  }
  div(b: Value): Var {
    if (b === 1) return this;
    const [x, y] = [this.value, valuesOf(b)];
    const pair = pairOf("div", x.length, y.length);
    const [gradA, gradB] = [this.grad, gradOf(b)];
    const out: Var = new Var(quotients(x, y, pair), () => {
      addQuotients(gradA, pair.stepA, out.grad, y, pair.stepB);
      // d(x / y) / dy = -(x / y) / y
      if (gradB)
        addQuotients(
          gradB,
          pair.stepB,
          out.grad.map((g, i) => -g * out.value[i]),
          y,
          pair.stepB,
        );
    });
    return out;
  }

  neg(): Var {
    return each(this, (x) => -x, () => -1); // prettier-ignore
  }
  square(): Var {
    return each(this, (x) => x * x, (x) => 2 * x); // prettier-ignore
  }
  sqrt(): Var {
    return each(this, Math.sqrt, (_, y) => 0.5 / y);
  }
  /** x^p of a constant p. */
  pow(p: number): Var {
    return each(this, (x) => x ** p, (x) => p * x ** (p - 1)); // prettier-ignore
  }
  exp(): Var {
    return each(this, Math.exp, (_, y) => y);
  }
  log(): Var {
    return each(this, Math.log, (x) => 1 / x);
  }
  log1p(): Var {
    return each(this, Math.log1p, (x) => 1 / (1 + x));
  }
  /** 0 at 0, where it has no slope. */
  abs(): Var {
    return each(this, Math.abs, Math.sign);
  }
  tanh(): Var {
    return each(this, Math.tanh, (_, y) => 1 - y * y);
  }
  sin(): Var {
    return each(this, Math.sin, Math.cos);
  }
  cos(): Var {
    return each(this, Math.cos, (x) => -Math.sin(x));
  }
  sigmoid(): Var {
    return each(this, sigmoid, (x) => sigmoid(x) * sigmoid(-x));
  }
  /** ln of the sigmoid. */
  logSigmoid(): Var {
    return each(this, logSigmoid, (x) => sigmoid(-x));
  }
  /** ln(1 + e^x). */
  softplus(): Var {
    return each(this, softplus, sigmoid);
  }
  /** ln Gamma(x). */
  logGamma(): Var {
    return each(this, logGamma, digamma);
  }

  sum(): Var {
    const { value, grad } = this;
    const out: Var = new Var(Float64Array.of(total(value)), () => {
      for (let i = 0; i < grad.length; i++) grad[i] += out.grad[0];
    });
    return out;
  }
  mean(): Var {
    return this.sum().mul(1 / this.length);
  }
  /** ln of the sum of e^x. */
  logSumExp(): Var {
    const { value, grad } = this;
    const highest = value.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = Number.isFinite(highest)
      ? highest + Math.log(value.reduce((a, x) => a + Math.exp(x - highest), 0))
      : highest;
    const out: Var = new Var(Float64Array.of(sum), () => {
      for (let i = 0; i < grad.length; i++) grad[i] += out.grad[0] * Math.exp(value[i] - sum);
    });
    return out;
  }
  dot(b: Value): Var {
    return this.mul(b).sum();
  }
  /** Partial sums: entry i is x_0 + ... + x_i. */
  cumsum(): Var {
    const { value, grad } = this;
    let sum = 0;
    const out: Var = new Var(
      value.map((x) => (sum += x)),
      () => {
        let after = 0;
        for (let i = grad.length - 1; i >= 0; i--) grad[i] += after += out.grad[i];
      },
    );
    return out;
  }

  /** Entry i as a number. */
  at(i: number): Var {
    return this.gather([i]);
  }
  slice(begin: number, size: number): Var {
    return this.gather(Int32Array.from({ length: size }, (_, i) => begin + i));
  }
  /** The entries at these places, such as the group of each observation. */
  gather(places: ArrayLike<number>): Var {
    const { value, grad } = this;
    const out: Var = new Var(
      Float64Array.from(places, (place) => {
        if (!(place in value)) throw new RangeError(`There is no entry ${place} among ${value.length}`);
        return value[place];
      }),
      () => {
        for (let i = 0; i < places.length; i++) grad[places[i]] += out.grad[i];
      },
    );
    return out;
  }
}

const nothing = (): void => {};

export const toVar = (value: Value): Var =>
  value instanceof Var
    ? value
    : new Var(typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value));

export const lengthOf = (value: Value): number => (typeof value === "number" ? 1 : value.length);

/** The values alone, without a gradient. */
export const valuesOf = (value: Value): ArrayLike<number> =>
  value instanceof Var ? value.value : typeof value === "number" ? [value] : value;

/** ln, of a constant without a variable. */
export const logOf = (value: Value): Value =>
  value instanceof Var
    ? value.log()
    : typeof value === "number"
      ? Math.log(value)
      : Float64Array.from(value, Math.log);

const total = (values: Float64Array): number => {
  let sum = 0;
  for (const x of values) sum += x;
  return sum;
};

/** `slope` of x, and of the value y there. */
export function each(a: Var, f: (x: number) => number, slope: (x: number, y: number) => number): Var {
  const { value, grad } = a;
  const result = new Float64Array(value.length);
  for (let i = 0; i < result.length; i++) result[i] = f(value[i]);
  const out: Var = new Var(result, () => {
    for (let i = 0; i < grad.length; i++) grad[i] += out.grad[i] * slope(value[i], result[i]);
  });
  return out;
}

const gradOf = (value: Value): Float64Array | null => (value instanceof Var ? value.grad : null);

/** a + sign b. */
function sum(name: string, a: Var, b: Value, sign: 1 | -1): Var {
  const y = valuesOf(b);
  const pair = pairOf(name, a.length, y.length);
  const [gradA, gradB] = [a.grad, gradOf(b)];
  const out: Var = new Var(sums(a.value, y, sign, pair), () => {
    addTo(gradA, pair.stepA, out.grad, 1);
    if (gradB) addTo(gradB, pair.stepB, out.grad, sign);
  });
  return out;
}
