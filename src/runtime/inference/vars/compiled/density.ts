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
 * A density of variables that is written down twice, at two positions, and from then on runs in the library's loops as code made of
 * what it did, with the very same numbers (`undisturbed`). Each stretch of such a loop begins by looking whether it still does that.
 * Where it changes again and again, or its variables' values are read, `told` hears why, and it runs as it is for good.
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
      return watched.looks ? look(position) : gradientOf(f, position);
    },
    logDensity(position) {
      const code = watched.next();
      if (code) return code.logDensity(position);
      return watched.looks ? look(position).logDensity : valueOf(f, position);
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
    if (!watched.looks) return f(toVar(position)).numbers;
    const { now, trace } = tracedValues(f, position);
    watched.saw(trace);
    return now;
  };
}
