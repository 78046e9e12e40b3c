// Sums over a middle axis: [outer, length, inner] to [outer, inner].
#pragma once
#include "simd.h"

typedef struct {
  float *x, *out;
  int length, inner, columns, blocks;  // a chunk is so many columns of one outer index
  float scale;
} Sums;

enum { RUN = 64 };  // numbers added up before their sum joins the others: the error grows with the shorter of both

static void sums(const Sums *s, int chunk) {
  int outer = chunk / s->blocks, from = chunk % s->blocks * s->columns, to = least(s->inner, from + s->columns);
  const float *x = s->x + outer * s->length * s->inner;
  float *out = s->out + outer * s->inner;
  for (int c = from; c < to; c += 4) {
    int some = to - c;
    Floats total = ALL(0);
    for (int i = 0; i < s->length; i += RUN) {
      Floats sum = ALL(0);
      const float *at = x + i * s->inner + c;
      for (int k = least(s->length, i + RUN) - i; k > 0; k--, at += s->inner) sum = ADD(sum, some >= 4 ? LOAD(at) : load_some(at, some));
      total = ADD(total, sum);
    }
    store_some(out + c, MUL(total, ALL(s->scale)), some);
  }
}
