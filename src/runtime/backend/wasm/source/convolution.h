// Convolutions of [N, H, W, C], their gradients, and matrix products, which are convolutions of one tap along one line.
#pragma once
#include "products.h"

/**
 * Copies a matrix whose entry (k, n) lies at k * down + n * across into panels of eight columns, [n / 8][k][8], the last
 * filled up with zeros; `panel` floats lie from one to the next.
 */
void pack(const float *from, float *to, int K, int N, int down, int across, int panel) {
  for (int n = 0; n < N; n += PANEL, to += panel) {
    int width = least(PANEL, N - n);
    const float *column = from + n * across;
    for (int k = 0; k < K; k++, column += down) {
      float *out = to + k * PANEL;
      if (across == 1) {
        STORE(out, load_some(column, width));
        STORE(out + 4, load_some(column + 4, width - 4));
      } else {
        for (int j = 0; j < PANEL; j++) out[j] = j < width ? column[j * across] : 0;
      }
    }
  }
}

/**
 * Each output is the sum over taps of the source at stride * place + offset, times the tap's part of the panels.
 * The chunk is `points` outputs of one image; `table` holds addresses for as many.
 */
typedef struct {
  float *source, *panels, *bias, *out, *zeros;
  int *offsets;                              // [taps][2], of line and point
  int images, sourceImage, panelImage, outImage;  // floats from one image to the next
  int height, width, K, taps;                // of the source
  int lines, perLine;                        // of the output
  int strideLine, stridePoint;               // in the source
  int outLine, outPoint;                     // floats from one output to the next
  int N, points, chunksPerImage, tablePer;
  float *tables;
} Gather;

static void gather(const Gather *g, int chunk, int who) {
  int image = chunk / g->chunksPerImage, from = chunk % g->chunksPerImage * g->points;
  int until = least(from + g->points, g->lines * g->perLine);
  float *source = g->source + image * g->sourceImage, *out = g->out + image * g->outImage;
  float *panels = g->panels + image * g->panelImage;
  float **table = (float **)g->tables + who * g->tablePer;
  int size = TILE * (1 + g->taps), line = from / g->perLine, point = from % g->perLine;

  float **tile = table;
  for (int p = from; p < until; p += TILE, tile += size) {
    for (int i = 0; i < TILE && p + i < until; i++) {
      tile[i] = out + line * g->outLine + point * g->outPoint;
      int y0 = line * g->strideLine, x0 = point * g->stridePoint;
      float **tap = tile + TILE + i;
      for (int t = 0; t < g->taps; t++, tap += TILE) {
        int y = y0 + g->offsets[2 * t], x = x0 + g->offsets[2 * t + 1];
        // As unsigned numbers, negative ones are too large.
        int inside = (unsigned)y < (unsigned)g->height && (unsigned)x < (unsigned)g->width;
        *tap = inside ? source + (y * g->width + x) * g->K : g->zeros;
      }
      if (++point == g->perLine) point = 0, line++;
    }
  }
  for (int n = 0; n < g->N; n += PANEL) {
    const float *panel = panels + n * g->K * g->taps;
    tile = table;
    for (int p = from; p < until; p += TILE, tile += size)
      rows_tiles(least(TILE, until - p), tile, g->taps, g->K, panel, g->bias, n, least(PANEL, g->N - n));
  }
}

/**
 * Gradient by the filter, [taps][K][N]: for each tap the sum, over images and places, of the source's K numbers times the
 * output gradient's N. The chunk is a tap's `rows` of K, in one of `splits` parts of the images, each with a sum of its
 * own, so that the result does not depend on the number of threads.
 */
typedef struct {
  float *source, *slope, *sums;
  int *offsets;
  int images, sourceImage, slopeImage;
  int height, width, K, taps;
  int lines, perLine;
  int strideLine, stridePoint;
  int N, rows, blocks, splits;
} Scatter;

enum { POINTS = 128 };  // as many of both sides stay in the nearest cache

INLINE int up(int a, int b) { return a <= 0 ? 0 : (a + b - 1) / b; }

static void scatter(const Scatter *s, int chunk) {
  int block = chunk % s->blocks, rest = chunk / s->blocks, tap = rest % s->taps, part = rest / s->taps;
  int k0 = block * s->rows, k1 = least(s->K, k0 + s->rows), N = s->N, per = s->taps * s->K * N;
  float *out = s->sums + part * per + (tap * s->K + k0) * N;
  int dy = s->offsets[2 * tap], dx = s->offsets[2 * tap + 1];
  // The places whose source lies within the image.
  int top = up(-dy, s->strideLine), bottom = least(s->lines, up(s->height - dy, s->strideLine));
  int left = up(-dx, s->stridePoint), right = least(s->perLine, up(s->width - dx, s->stridePoint));
  int images = s->images, begin = 1;
  int first = images * part / s->splits, last = images * (part + 1) / s->splits;
  int high = most(1, POINTS / most(1, right - left)), tiles = (k1 - k0 + TILE - 1) / TILE;

  for (int image = first; image < last; image++)
    for (int line = top; line < bottom; line += high)
      for (int point = left; point < right; point += POINTS) {
        Grid a = {s->source + image * s->sourceImage + ((line * s->strideLine + dy) * s->width + point * s->stridePoint + dx) * s->K + k0,
                  s->strideLine * s->width * s->K, s->stridePoint * s->K};
        Grid b = {s->slope + image * s->slopeImage + (line * s->perLine + point) * N, s->perLine * N, N};
        int lines = least(high, bottom - line), points = least(POINTS, right - point);
        for (int n = 0; n < N; n += PANEL) {
          Grid right8 = {b.at + n, b.line, b.point};
          for (int tile = 0; tile < tiles; tile++) {
            int from = (k1 - k0) * tile / tiles, to = (k1 - k0) * (tile + 1) / tiles;
            Grid rows = {a.at + from, a.line, a.point};
            columns_tiles(to - from, rows, right8, lines, points, out + from * N + n, N, least(PANEL, N - n), begin);
          }
        }
        begin = 0;
      }
  if (begin)
    for (int i = 0; i < (k1 - k0) * N; i++) out[i] = 0;
}

/** Adds up `parts` arrays of `size` that lie one after another. */
void add_parts(const float *parts, float *out, int count, int size) {
  for (int i = 0; i < size; i += 4) {
    int some = size - i;
    Floats sum = load_some(parts + i, some);
    for (int part = 1; part < count; part++) sum = ADD(sum, load_some(parts + part * size + i, some));
    store_some(out + i, sum, some);
  }
}
