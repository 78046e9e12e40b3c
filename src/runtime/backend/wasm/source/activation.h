// SiLU, x sigmoid(x), 1702.03118, and its slope.
#pragma once
#include "simd.h"

/** To about 2 ulp; finite wherever x is, and NaN where x is. */
INLINE Floats exp4(Floats x) {
  x = wasm_f32x4_max(wasm_f32x4_min(x, ALL(88.f)), ALL(-87.f));
  // exp(x) = 2^k exp(r), with ln 2 in two parts so that r is exact, and a polynomial for |r| <= ln 2 / 2.
  Floats k = wasm_f32x4_nearest(MUL(x, ALL(1.44269504f)));
  Floats r = SUB(SUB(x, MUL(k, ALL(0.693359375f))), MUL(k, ALL(-2.12194440e-4f)));
  Floats p = ALL(1.f / 5040);
  p = MULADD(p, r, ALL(1.f / 720));
  p = MULADD(p, r, ALL(1.f / 120));
  p = MULADD(p, r, ALL(1.f / 24));
  p = MULADD(p, r, ALL(1.f / 6));
  p = MULADD(p, r, ALL(.5f));
  p = ADD(MULADD(p, MUL(r, r), r), ALL(1.f));
  Floats power = wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(k), wasm_i32x4_splat(127)), 23);
  return MUL(p, power);
}

INLINE Floats sigmoid4(Floats x) { return DIV(ALL(1.f), ADD(ALL(1.f), exp4(wasm_f32x4_neg(x)))); }
INLINE Floats silu4(Floats x) { return MUL(x, sigmoid4(x)); }
INLINE Floats silu_slope4(Floats x) {
  Floats s = sigmoid4(x);
  return MUL(s, MULADD(x, SUB(ALL(1.f), s), ALL(1.f)));
}

enum { STRIP = 4096 };  // numbers of a chunk

typedef struct {
  float *x, *slope, *out;
  int size;
} Silu;

static void silu(const Silu *s, int chunk) {
  int end = least(s->size, (chunk + 1) * STRIP);
  for (int i = chunk * STRIP; i < end; i += 4) {
    int some = end - i;
    store_some(s->out + i, silu4(load_some(s->x + i, some)), some);
  }
}

static void silu_slope(const Silu *s, int chunk) {
  int end = least(s->size, (chunk + 1) * STRIP);
  for (int i = chunk * STRIP; i < end; i += 4) {
    int some = end - i;
    Floats slope = silu_slope4(load_some(s->x + i, some));
    store_some(s->out + i, MUL(load_some(s->slope + i, some), slope), some);
  }
}
