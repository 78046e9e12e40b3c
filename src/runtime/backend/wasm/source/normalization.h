// Group normalization (1803.08494) of [N, pixels, C], forward and backward, with SiLU after it where it is wanted.
#pragma once
#include "activation.h"

/** The chunk is one example. C is a multiple of 4. */
typedef struct {
  float *x, *weight, *bias, *out;
  float *mean, *inverse;     // [N, C]: of each channel's group; inverse of its deviation
  float *slope;              // by the output
  float *partSlopes;         // [N, 2, C]: by weight and bias, of each example
  float *scratch;            // [threads, 4, C]
  int pixels, C, G, active;  // active: SiLU follows
  float epsilon;
} GroupNorm;

enum { BLOCK = 128 };  // pixels whose sum is taken in float32 before it joins one in float64

/** Sum over the pixels of each channel, of x where `about` is not given, of its squared distance from that where it is. */
INLINE void channel_sums(const float *x, const float *about, int pixels, int C, float *out) {
  for (int c = 0; c < C; c += 4) {
    Floats sum = ALL(0), centre = about ? LOAD(about + c) : ALL(0);
    const float *at = x + c;
    for (int i = 0; i < pixels; i++, at += C) {
      Floats d = LOAD(at);
      if (about) d = SUB(d, centre), d = MUL(d, d);
      sum = ADD(sum, d);
    }
    STORE(out + c, sum);
  }
}

static void group_norm(const GroupNorm *g, int n, int who) {
  int C = g->C, D = C / g->G, pixels = g->pixels;
  const float *x = g->x + n * pixels * C;
  float *out = g->out + n * pixels * C, *mean = g->mean + n * C, *inverse = g->inverse + n * C;
  float *sums = g->scratch + who * 4 * C;
  double *totals = (double *)(sums + 2 * C);
  double count = (double)pixels * D;

  // Two passes: the variance of numbers far from zero would be lost in one.
  for (int pass = 0; pass < 2; pass++) {
    for (int group = 0; group < g->G; group++) totals[group] = 0;
    for (int from = 0; from < pixels; from += BLOCK) {
      channel_sums(x + from * C, pass ? mean : 0, least(BLOCK, pixels - from), C, sums);
      for (int c = 0; c < C; c++) totals[c / D] += sums[c];
    }
    for (int c = 0; c < C; c++) {
      double value = totals[c / D] / count;
      if (pass) inverse[c] = (float)(1 / __builtin_sqrt(value + g->epsilon));
      else mean[c] = (float)value;
    }
  }

  for (int c = 0; c < C; c++) sums[c] = inverse[c] * g->weight[c];
  for (int i = 0; i < pixels; i++)
    for (int c = 0; c < C; c += 4) {
      Floats z = MULADD(SUB(LOAD(x + i * C + c), LOAD(mean + c)), LOAD(sums + c), LOAD(g->bias + c));
      STORE(out + i * C + c, g->active ? silu4(z) : z);
    }
}

/**
 * With n = (x - mean) inverse, z = weight n + bias and d the slope by z: the slope by x is inverse (weight d -
 * mean(weight d) - n mean(weight d n)), means over the group.
 */
static void group_norm_slope(const GroupNorm *g, int n, int who) {
  int C = g->C, D = C / g->G, pixels = g->pixels;
  const float *x = g->x + n * pixels * C, *slope = g->slope + n * pixels * C;
  const float *mean = g->mean + n * C, *inverse = g->inverse + n * C;
  float *out = g->out + n * pixels * C, *byWeight = g->partSlopes + n * 2 * C, *byBias = byWeight + C;
  float *first = g->scratch + who * 4 * C, *second = first + C, *scale = second + C;
  double count = (double)pixels * D;

  for (int c = 0; c < C; c++) byWeight[c] = byBias[c] = 0;
  for (int from = 0; from < pixels; from += BLOCK)
    for (int c = 0; c < C; c += 4) {
      Floats m = LOAD(mean + c), v = LOAD(inverse + c), w = LOAD(g->weight + c), b = LOAD(g->bias + c);
      Floats sum = ALL(0), sumN = ALL(0);
      for (int i = from * C + c, end = least(pixels, from + BLOCK) * C; i < end; i += C) {
        Floats normal = MUL(SUB(LOAD(x + i), m), v), d = LOAD(slope + i);
        if (g->active) d = MUL(d, silu_slope4(MULADD(normal, w, b)));
        STORE(out + i, d);
        sum = ADD(sum, d);
        sumN = MULADD(d, normal, sumN);
      }
      STORE(byBias + c, ADD(LOAD(byBias + c), sum));
      STORE(byWeight + c, ADD(LOAD(byWeight + c), sumN));
    }

  for (int group = 0; group < g->G; group++) {
    double plain = 0, withN = 0;
    int from = group * D, to = from + D;
    for (int c = from; c < to; c++) {
      plain += (double)g->weight[c] * byBias[c];
      withN += (double)g->weight[c] * byWeight[c];
    }
    for (int c = from; c < to; c++) {
      first[c] = (float)(plain / count) * inverse[c];
      second[c] = (float)(withN / count) * inverse[c] * inverse[c];
      scale[c] = inverse[c] * g->weight[c];
    }
  }
  for (int i = 0; i < pixels; i++)
    for (int c = 0; c < C; c += 4) {
      int k = i * C + c;
      Floats far = MUL(SUB(LOAD(x + k), LOAD(mean + c)), LOAD(second + c));
      STORE(out + k, SUB(SUB(MUL(LOAD(out + k), LOAD(scale + c)), LOAD(first + c)), far));
    }
}
