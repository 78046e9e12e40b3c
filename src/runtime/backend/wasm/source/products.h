// Sums of products in tiles of 5 x 8 that stay in registers: what matrix products and convolutions are made of.
#pragma once
#include "simd.h"

enum { TILE = 5, PANEL = 8 };  // rows and columns of a tile

/**
 * `count` rows of eight columns: for each the sum, over taps and k, of source[tap][k] times row (tap, k) of the panel.
 * `rows` says where they lie: [TILE] outputs, then [taps][TILE] sources. `count` is a constant where this is called.
 *
 * Four k at a time; those that are left over are another function's. A second loop in here would make V8 keep sums in
 * memory.
 */
INLINE void rows_tile(int count, float *const *rows, int taps, int K, const float *panel, const float *bias, int column, int width) {
  Floats sum[TILE][2];
  Floats first = bias ? load_some(bias + column, width) : ALL(0);
  Floats second = bias ? load_some(bias + column + 4, width - 4) : ALL(0);
  EACH(i, count, sum[i][0] = first; sum[i][1] = second;)
  float *const *tap = rows + TILE;
  for (int t = 0; t < taps; t++, tap += TILE, panel += K % 4 * PANEL) {
    const float *a[TILE];
    EACH(i, count, a[i] = tap[i];)
    for (int k = K; k >= 4; k -= 4, panel += 4 * PANEL) {
      EACH(step, 4,
        Floats left = LOAD_AT(panel, 32 * step), right = LOAD_AT(panel, 32 * step + 16);
        EACH(i, count,
          Floats x = ONE_AT(a[i], 4 * step);
          sum[i][0] = MULADD(x, left, sum[i][0]);
          sum[i][1] = MULADD(x, right, sum[i][1]);
        )
      )
      EACH(i, count, a[i] += 4;)
    }
  }
  EACH(i, count,
    store_some(rows[i] + column, sum[i][0], width);
    store_some(rows[i] + column + 4, sum[i][1], width - 4);
  )
}

// A function for each count: V8 keeps registers better in small ones.
#define ROWS_TILE(count)                                                                                              \
  static __attribute__((noinline)) void rows_tile_##count(float *const *rows, int taps, int K, const float *panel,    \
                                                          const float *bias, int column, int width) {                 \
    rows_tile(count, rows, taps, K, panel, bias, column, width);                                                      \
  }
ROWS_TILE(1) ROWS_TILE(2) ROWS_TILE(3) ROWS_TILE(4) ROWS_TILE(5)

/** Adds what the last K % 4 numbers of each tap bring to one row. */
static __attribute__((noinline)) void rows_rest(float *const *row, int taps, int K, const float *panel, int column, int width) {
  float *out = row[0] + column;
  Floats first = load_some(out, width), second = load_some(out + 4, width - 4);
  row += TILE;
  for (int t = 0; t < taps; t++, row += TILE, panel += K * PANEL)
    for (int k = K & ~3; k < K; k++) {
      Floats x = ALL(row[0][k]);
      first = MULADD(x, LOAD(panel + k * PANEL), first);
      second = MULADD(x, LOAD(panel + k * PANEL + 4), second);
    }
  store_some(out, first, width);
  store_some(out + 4, second, width - 4);
}

INLINE void rows_tiles(int count, float *const *rows, int taps, int K, const float *panel, const float *bias, int column, int width) {
  switch (count) {
    case 1: rows_tile_1(rows, taps, K, panel, bias, column, width); break;
    case 2: rows_tile_2(rows, taps, K, panel, bias, column, width); break;
    case 3: rows_tile_3(rows, taps, K, panel, bias, column, width); break;
    case 4: rows_tile_4(rows, taps, K, panel, bias, column, width); break;
    default: rows_tile_5(rows, taps, K, panel, bias, column, width);
  }
  if (K % 4)
    for (int i = 0; i < count; i++) rows_rest(rows + i, taps, K, panel, column, width);
}

/** A grid of vectors: `lines` of `points`, and the floats from one to the next. */
typedef struct {
  const float *at;
  int line, point;
} Grid;

/**
 * Adds to out[i][j] the sum, over the grid's points, of a's number i times b's number j: i < count, j < width. Where
 * `begin` it starts from zero.
 */
INLINE void columns_tile(int count, int whole, Grid a, Grid b, int lines, int points, float *out, int ld, int width, int begin) {
  Floats sum[TILE][2];
  EACH(i, count,
    sum[i][0] = begin ? ALL(0) : load_some(out + i * ld, width);
    sum[i][1] = begin ? ALL(0) : load_some(out + i * ld + 4, width - 4);
  )
  for (int line = 0; line < lines; line++) {
    const float *x = a.at + line * a.line, *y = b.at + line * b.line;
    for (int point = 0; point < points; point++, x += a.point, y += b.point) {
      Floats left = whole ? LOAD_AT(y, 0) : load_some(y, width), right = whole ? LOAD_AT(y, 16) : load_some(y + 4, width - 4);
      EACH(i, count,
        Floats each = ONE_AT(x, 4 * i);
        sum[i][0] = MULADD(each, left, sum[i][0]);
        sum[i][1] = MULADD(each, right, sum[i][1]);
      )
    }
  }
  EACH(i, count,
    store_some(out + i * ld, sum[i][0], width);
    store_some(out + i * ld + 4, sum[i][1], width - 4);
  )
}

#define COLUMNS_TILE(count)                                                                                           \
  static __attribute__((noinline)) void columns_tile_##count(                                                         \
      const float *a, int aLine, int aPoint, const float *b, int bLine, int bPoint, int lines, int points,            \
      float *out, int ld, int begin) {                                                                                \
    Grid left = {a, aLine, aPoint}, right = {b, bLine, bPoint};                                                       \
    columns_tile(count, 1, left, right, lines, points, out, ld, PANEL, begin);                                        \
  }
COLUMNS_TILE(1) COLUMNS_TILE(2) COLUMNS_TILE(3) COLUMNS_TILE(4) COLUMNS_TILE(5)

#define COLUMNS(count) columns_tile_##count(a.at, a.line, a.point, b.at, b.line, b.point, lines, points, out, ld, begin)

INLINE void columns_tiles(int count, Grid a, Grid b, int lines, int points, float *out, int ld, int width, int begin) {
  switch (width == PANEL ? count : 0) {
    case 1: COLUMNS(1); break;
    case 2: COLUMNS(2); break;
    case 3: COLUMNS(3); break;
    case 4: COLUMNS(4); break;
    case 5: COLUMNS(5); break;
    default:
      for (int i = 0; i < count; i++, a.at++, out += ld) columns_tile(1, 0, a, b, lines, points, out, ld, width, begin);
  }
}
