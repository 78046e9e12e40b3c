import { where, type Tensor } from "../../../core/tf.ts";
import { expectInteger } from "../../../core/shape.ts";
import { expectOptions } from "../../../core/options.ts";
import type { ElementMap, MovedElements } from "../layers/element-map.ts";
import { knotsOf, type SplineOptions } from "./knots.ts";
import { pieceAt, type Piece } from "./piece.ts";

/**
 * Monotone splines of rational quadratic pieces, Durkan et al. (1906.04032), equations 4 to 8, on [-bound, bound], with
 * the identity outside: 8 bins, bound 5, least width, height and slope 1e-3 unless given. Throws a RangeError for fewer
 * than 2 bins, a bound that is not above 0, and least sizes that leave nothing to learn.
 */
export function rationalQuadratic(options: Partial<SplineOptions> = {}): ElementMap {
  const chosen = { ...usual, ...options };
  expectSpline(chosen);
  const { bins, bound } = chosen;
  const within = (x: Tensor, raw: Tensor, way: "forward" | "inverse"): MovedElements => {
    const inside = x.abs().lessEqual(bound);
    // Outside there is no piece; what is worked out there instead is finite, so that its gradient is 0 and not NaN.
    const held = x.clipByValue(-bound, bound);
    const knots = knotsOf(raw, chosen);
    const { y, logSlope } =
      way === "forward"
        ? forward(held, pieceAt(held, knots.left, knots))
        : inverse(held, pieceAt(held, knots.bottom, knots));
    return { y: where(inside, y, x), logSlope: where(inside, logSlope, logSlope.zerosLike()) };
  };
  return {
    name: "spline",
    parameters: 3 * bins - 1,
    forward: (x, raw) => within(x, raw, "forward"),
    inverse: (y, raw) => within(y, raw, "inverse"),
  };
}

const usual: SplineOptions = { bins: 8, bound: 5, minWidth: 1e-3, minHeight: 1e-3, minSlope: 1e-3 };

function expectSpline(options: SplineOptions): void {
  expectOptions("rationalQuadratic", options, Object.keys(usual));
  const { bins, bound, minWidth, minHeight, minSlope } = options;
  expectInteger("bins", bins, 2);
  if (!(bound > 0 && bound < Infinity)) throw new RangeError(`bound is a number above 0, not ${bound}`);
  for (const [name, least] of Object.entries({ minWidth, minHeight })) {
    if (!(least > 0 && least * bins < 1))
      throw new RangeError(`${name} lies above 0 and below 1 / bins, ${1 / bins}, not at ${least}`);
  }
  if (!(minSlope > 0 && minSlope < 1))
    throw new RangeError(`minSlope lies between 0 and 1, not at ${minSlope}`);
}

/** Equations 4 and 5 at xi, the place within the piece from 0 to 1. */
function forward(x: Tensor, piece: Piece): MovedElements {
  const { left, width, bottom, height, slope } = piece;
  const xi = x.sub(left).div(width).clipByValue(0, 1);
  const { straight, bend } = shapeOf(piece);
  const mixed = xi.mul(xi.neg().add(1));
  const below = straight.add(bend.mul(mixed));
  const risen = straight.mul(xi.square()).add(slope.mul(mixed)).div(below);
  return { y: bottom.add(height.mul(risen)), logSlope: logSlopeAt(xi, piece) };
}

/** Equation 8: the root of a quadratic, in the form that loses no digits, of both sides divided by the height. */
function inverse(y: Tensor, piece: Piece): MovedElements {
  const { left, width, bottom, height, slope } = piece;
  const eta = y.sub(bottom).div(height).clipByValue(0, 1);
  const { straight, bend } = shapeOf(piece);
  const bent = eta.mul(bend);
  const a = straight.sub(slope).add(bent);
  const b = slope.sub(bent);
  const c = straight.mul(eta).neg();
  // Above 0 for every rising piece; rounding alone could lead below.
  const root = b.square().sub(a.mul(c).mul(4)).maximum(1e-12).sqrt();
  const xi = c.mul(2).div(b.add(root).neg()).clipByValue(0, 1);
  return { y: left.add(width.mul(xi)), logSlope: logSlopeAt(xi, piece).neg() };
}

/** s, the slope of the straight line across the piece, and how much its ends together are steeper. */
function shapeOf({ width, height, slope, nextSlope }: Piece): { straight: Tensor; bend: Tensor } {
  const straight = height.div(width);
  return { straight, bend: slope.add(nextSlope).sub(straight.mul(2)) };
}

function logSlopeAt(xi: Tensor, piece: Piece): Tensor {
  const { straight, bend } = shapeOf(piece);
  const rest = xi.neg().add(1);
  const mixed = xi.mul(rest);
  const above = piece.nextSlope
    .mul(xi.square())
    .add(straight.mul(mixed).mul(2))
    .add(piece.slope.mul(rest.square()));
  const below = straight.add(bend.mul(mixed));
  return straight.log().mul(2).add(above.log()).sub(below.log().mul(2));
}
