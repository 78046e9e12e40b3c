import type { Gradient } from "../../targets/target.ts";
import { gradientOf, valueOf } from "../gradient.ts";
import { toVar, type Var } from "../var.ts";
import { emit, emitValues } from "./emit.ts";
import { traced, tracedValues } from "./trace.ts";
import { Watched } from "./watched.ts";

/** A density that is compiled when it is known. */
export interface CompiledDensity {
  readonly logDensity: (position: Float64Array) => number;
  /** The gradient is in `out`, where that is given and it runs as code. */
  readonly gradient: (position: Float64Array, out?: Float64Array) => Gradient;
  readonly about: () => DensityAbout;
}

/** How a density runs. */
export interface DensityAbout {
  /** Operations of its code; null while there is none. */
  readonly operations: number | null;
  /** Why it runs as it is for good, in words; null where it does not. */
  readonly eager: string | null;
}

/**
 * A density of variables that is written down twice, at two positions, and from then on runs as code made of what it did, with the
 * very same numbers. Now and then it is carried out as it is: where it does something else by then, `told` hears why, and it runs as
 * it is for good, as it does where its variables' values are read.
 */
export function compiledDensity(f: (x: Var) => Var, told: (reason: string) => void): CompiledDensity {
  const watched = new Watched(emit, told);
  function look(position: Float64Array): Gradient {
    const { now, trace } = traced(f, position);
    watched.saw(trace);
    return now;
  }
  return {
    gradient(position, out = new Float64Array(position.length)) {
      const code = watched.next();
      if (code) return code.gradient(position, out);
      return watched.off === null ? look(position) : gradientOf(f, position);
    },
    logDensity(position) {
      const code = watched.next();
      if (code) return code.logDensity(position);
      return watched.off === null ? look(position).logDensity : valueOf(f, position);
    },
    about: () => ({ operations: watched.operations, eager: watched.off }),
  };
}

/** The same for numbers made of a position, without their gradients. */
export function compiledValues(f: (x: Var) => Var): (position: Float64Array) => Float64Array {
  const watched = new Watched(emitValues, () => undefined);
  return (position) => {
    const code = watched.next();
    if (code) return code(position);
    if (watched.off !== null) return f(toVar(position)).numbers;
    const { now, trace } = tracedValues(f, position);
    watched.saw(trace);
    return now;
  };
}
