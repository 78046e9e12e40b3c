import {
  absolute,
  cosine,
  exponential,
  hyperbolic,
  logarithm,
  logarithm1p,
  logFactorial,
  logistic,
  logLogistic,
  negation,
  power,
  rising,
  root,
  sine,
  squared,
} from "./pointwise.ts";
import { addProducts, addQuotients, addTo, pairOf, products, quotients, sums } from "./pairwise.ts";
import type { Made, Pointwise } from "./made.ts";
import { noteRead, record } from "./tape.ts";

/** A number, or as many as a vector has. */
export type Value = Var | number | ArrayLike<number>;

/**
 * Numbers in float64 through which gradients flow: a vector, of length 1 for a number, which is then set against every
 * entry of another. Its methods are named as a tensor's. They throw a RangeError where lengths do not fit.
 */
export class Var {
  /** The values as operations take them; whoever decides something by them reads `value`, which a trace hears of. */
  readonly numbers: Float64Array;
  readonly grad: Float64Array;
  readonly back: () => void;
  /** How it was made, for traces; null of a constant, and where an operation does not tell. */
  readonly made: Made | null;

  constructor(numbers: Float64Array, back: () => void = nothing, made: Made | null = null) {
    this.numbers = numbers;
    this.grad = new Float64Array(numbers.length);
    this.back = back;
    this.made = made;
    if (back !== nothing) record(this);
  }

  get value(): Float64Array {
    noteRead(this);
    return this.numbers;
  }
  get length(): number {
    return this.numbers.length;
  }

  add(b: Value): Var {
    return sum("add", this, b, 1);
  }
  sub(b: Value): Var {
    return b === 0 ? this : sum("sub", this, b, -1);
  }
  mul(b: Value): Var {
    const [x, y] = [this.numbers, numbersOf(b)];
    const pair = pairOf("mul", x.length, y.length);
    const [gradA, gradB] = [this.grad, gradOf(b)];
    const out: Var = new Var(
      products(x, y, pair),
      () => {
        addProducts(gradA, pair.stepA, out.grad, y, pair.stepB);
        if (gradB) addProducts(gradB, pair.stepB, out.grad, x, pair.stepA);
      },
      { op: "mul", a: this, b },
    );
    return out;
  }
  div(b: Value): Var {
    if (b === 1) return this;
    const [x, y] = [this.numbers, numbersOf(b)];
    const pair = pairOf("div", x.length, y.length);
    const [gradA, gradB] = [this.grad, gradOf(b)];
    const out: Var = new Var(
      quotients(x, y, pair),
      () => {
        addQuotients(gradA, pair.stepA, out.grad, y, pair.stepB);
        // d(x / y) / dy = -(x / y) / y
        if (gradB)
          addQuotients(
            gradB,
            pair.stepB,
            out.grad.map((g, i) => -g * out.numbers[i]),
            y,
            pair.stepB,
          );
      },
      { op: "div", a: this, b },
    );
    return out;
  }

  neg(): Var {
    return each(this, negation);
  }
  square(): Var {
    return each(this, squared);
  }
  sqrt(): Var {
    return each(this, root);
  }
  /** x^p of a constant p. */
  pow(p: number): Var {
    return each(this, power, p);
  }
  exp(): Var {
    return each(this, exponential);
  }
  log(): Var {
    return each(this, logarithm);
  }
  log1p(): Var {
    return each(this, logarithm1p);
  }
  /** 0 at 0, where it has no slope. */
  abs(): Var {
    return each(this, absolute);
  }
  tanh(): Var {
    return each(this, hyperbolic);
  }
  sin(): Var {
    return each(this, sine);
  }
  cos(): Var {
    return each(this, cosine);
  }
  sigmoid(): Var {
    return each(this, logistic);
  }
  /** ln of the sigmoid. */
  logSigmoid(): Var {
    return each(this, logLogistic);
  }
  /** ln(1 + e^x). */
  softplus(): Var {
    return each(this, rising);
  }
  /** ln Gamma(x). */
  logGamma(): Var {
    return each(this, logFactorial);
  }

  sum(): Var {
    const { numbers, grad } = this;
    const out: Var = new Var(
      Float64Array.of(total(numbers)),
      () => {
        for (let i = 0; i < grad.length; i++) grad[i] += out.grad[0];
      },
      { op: "sum", a: this },
    );
    return out;
  }
  mean(): Var {
    return this.sum().mul(1 / this.length);
  }
  /** ln of the sum of e^x. */
  logSumExp(): Var {
    const { numbers, grad } = this;
    const highest = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = Number.isFinite(highest)
      ? highest + Math.log(numbers.reduce((a, x) => a + Math.exp(x - highest), 0))
      : highest;
    const out: Var = new Var(
      Float64Array.of(sum),
      () => {
        for (let i = 0; i < grad.length; i++) grad[i] += out.grad[0] * Math.exp(numbers[i] - sum);
      },
      { op: "logSumExp", a: this },
    );
    return out;
  }
  dot(b: Value): Var {
    return this.mul(b).sum();
  }
  /** Partial sums: entry i is x_0 + ... + x_i. */
  cumsum(): Var {
    const { numbers, grad } = this;
    let sum = 0;
    const out: Var = new Var(
      numbers.map((x) => (sum += x)),
      () => {
        let after = 0;
        for (let i = grad.length - 1; i >= 0; i--) grad[i] += after += out.grad[i];
      },
      { op: "cumsum", a: this },
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
    const { numbers, grad } = this;
    const out: Var = new Var(
      Float64Array.from(places, (place) => {
        if (!(place in numbers)) throw new RangeError(`There is no entry ${place} among ${numbers.length}`);
        return numbers[place];
      }),
      () => {
        for (let i = 0; i < places.length; i++) grad[places[i]] += out.grad[i];
      },
      { op: "gather", a: this, places },
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
  value instanceof Var ? value.value : numbersOf(value);

/** The same for operations, which a trace knows by themselves. */
export const numbersOf = (value: Value): ArrayLike<number> =>
  value instanceof Var ? value.numbers : typeof value === "number" ? [value] : value;

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

/** A function of each entry. */
export function each(a: Var, of: Pointwise, constant = 0): Var {
  const { f, slope } = of;
  const { numbers, grad } = a;
  const result = new Float64Array(numbers.length);
  for (let i = 0; i < result.length; i++) result[i] = f(numbers[i], constant);
  const out: Var = new Var(
    result,
    () => {
      for (let i = 0; i < grad.length; i++) grad[i] += out.grad[i] * slope(numbers[i], result[i], constant);
    },
    { op: "each", a, of, constant },
  );
  return out;
}

const gradOf = (value: Value): Float64Array | null => (value instanceof Var ? value.grad : null);

/** a + sign b. */
function sum(name: "add" | "sub", a: Var, b: Value, sign: 1 | -1): Var {
  const y = numbersOf(b);
  const pair = pairOf(name, a.length, y.length);
  const [gradA, gradB] = [a.grad, gradOf(b)];
  const out: Var = new Var(
    sums(a.numbers, y, sign, pair),
    () => {
      addTo(gradA, pair.stepA, out.grad, 1);
      if (gradB) addTo(gradB, pair.stepB, out.grad, sign);
    },
    { op: name, a, b },
  );
  return out;
}
