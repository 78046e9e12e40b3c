// Convolutions with 3 x 3 filters and stride 1 by Winograd's F(2 x 2, 3 x 3), 1509.09308: four outputs from 16 products instead of 36.
#pragma once
#include "products.h"

/**
 * The filters as 4 x 4 matrices G g G^T, each number a matrix of its own: [3][3][size] to [4][4][size]. Where `turned`, of the
 * filters turned by half.
 */
void winograd_filter(const float *filter, float *to, int size, int turned) {
  for (int i = 0; i < size; i += 4) {
    int some = size - i;
    const float *from = filter + i;
    float *out = to + i;
#define TAP(y, x) load_some(from + (turned ? 8 - (3 * y + x) : 3 * y + x) * size, some)
#define COLUMN(x)                                                                       \
  Floats a##x = TAP(0, x), b##x = TAP(1, x), c##x = TAP(2, x), e##x = ADD(a##x, c##x);   \
  Floats s0##x = a##x, s1##x = MUL(ALL(0.5f), ADD(e##x, b##x)), s2##x = MUL(ALL(0.5f), SUB(e##x, b##x)), s3##x = c##x;
    COLUMN(0) COLUMN(1) COLUMN(2)
#define ROW(y)                                                                                     \
  Floats f##y = ADD(s##y##0, s##y##2);                                                              \
  store_some(out + (4 * y + 0) * size, s##y##0, some);                                              \
  store_some(out + (4 * y + 1) * size, MUL(ALL(0.5f), ADD(f##y, s##y##1)), some);                   \
  store_some(out + (4 * y + 2) * size, MUL(ALL(0.5f), SUB(f##y, s##y##1)), some);                   \
  store_some(out + (4 * y + 3) * size, s##y##2, some);
    ROW(0) ROW(1) ROW(2) ROW(3)
#undef TAP
#undef COLUMN
#undef ROW
  }
}

/** The chunk is `per` squares of 2 x 2 outputs, counted through all images. */
typedef struct {
  float *source, *panels, *bias, *out, *scratch, *zeros;
  int images, height, width, K, N;  // of the source
  int top, left;                    // zeros before the first line and point
  int lines, perLine;               // of the output
  int down, across;                 // squares of an image
  int per, scratchPer, panelsPer;
} Winograd;

/** An image of [height, width, channels] that is one of many, with zeros for what lies outside. No struct: it would need a stack. */
#define IMAGE const float *base, const float *zeros, int height, int width

/** B^T d B of the 4 x 4 sources of a square, for all K channels: 16 numbers, `plane` floats apart. */
INLINE void square_in(int whole, IMAGE, int K, int y, int x, float *to, int plane) {
  // As unsigned numbers, negative ones are too large.
#define AT(i, j)                                                                                             \
  const float *p##i##j =                                                                                     \
      (unsigned)(y + i) < (unsigned)height && (unsigned)(x + j) < (unsigned)width                            \
          ? base + ((y + i) * width + x + j) * K                                                          \
          : zeros;
#define LINE(i) AT(i, 0) AT(i, 1) AT(i, 2) AT(i, 3)
  LINE(0) LINE(1) LINE(2) LINE(3)
  for (int k = 0; k < K; k += 4) {
    int some = whole ? 4 : K - k;
#define COLUMN(j)                                                                                            \
  Floats a##j = load_some(p0##j + k, some), b##j = load_some(p1##j + k, some);                               \
  Floats c##j = load_some(p2##j + k, some), d##j = load_some(p3##j + k, some);                               \
  Floats s0##j = SUB(a##j, c##j), s1##j = ADD(b##j, c##j), s2##j = SUB(c##j, b##j), s3##j = SUB(b##j, d##j);
    COLUMN(0) COLUMN(1) COLUMN(2) COLUMN(3)
    float *out = to + k;
#define ROW(i)                                                         \
  store_some(out + (4 * i + 0) * plane, SUB(s##i##0, s##i##2), some);  \
  store_some(out + (4 * i + 1) * plane, ADD(s##i##1, s##i##2), some);  \
  store_some(out + (4 * i + 2) * plane, SUB(s##i##2, s##i##1), some);  \
  store_some(out + (4 * i + 3) * plane, SUB(s##i##1, s##i##3), some);
    ROW(0) ROW(1) ROW(2) ROW(3)
#undef COLUMN
#undef ROW
  }
#undef AT
#undef LINE
}

static __attribute__((noinline)) void winograd_in(IMAGE, int K, int y, int x, float *to, int plane) {
  if (K % 4) square_in(0, base, zeros, height, width, K, y, x, to, plane);
  else square_in(1, base, zeros, height, width, K, y, x, to, plane);
}

/** A^T m A of the 16 numbers of a square, which are `plane` floats apart: its outputs, those that there are. */
INLINE void square_out(int whole, const Winograd *w, int image, int y, int x, const float *from, int plane) {
  int N = w->N, second = y + 1 < w->lines, right = x + 1 < w->perLine;
  float *at = w->out + ((image * w->lines + y) * w->perLine + x) * N;
  for (int n = 0; n < N; n += 4) {
    int some = whole ? 4 : N - n;
    const float *m = from + n;
    Floats bias = w->bias ? load_some(w->bias + n, some) : ALL(0);
#define COLUMN(j)                                                                                               \
  Floats a##j = load_some(m + j * plane, some), b##j = load_some(m + (4 + j) * plane, some);                     \
  Floats c##j = load_some(m + (8 + j) * plane, some), d##j = load_some(m + (12 + j) * plane, some);              \
  Floats s0##j = ADD(ADD(a##j, b##j), c##j), s1##j = SUB(SUB(b##j, c##j), d##j);
    COLUMN(0) COLUMN(1) COLUMN(2) COLUMN(3)
#undef COLUMN
    float *out = at + n;
    store_some(out, ADD(ADD(ADD(s00, s01), s02), bias), some);
    if (right) store_some(out + N, ADD(SUB(SUB(s01, s02), s03), bias), some);
    out += w->perLine * N;
    if (second) {
      store_some(out, ADD(ADD(ADD(s10, s11), s12), bias), some);
      if (right) store_some(out + N, ADD(SUB(SUB(s11, s12), s13), bias), some);
    }
  }
}

static void winograd_out(const Winograd *w, int image, int y, int x, const float *from, int plane) {
  if (w->N % 4) square_out(0, w, image, y, x, from, plane);
  else square_out(1, w, image, y, x, from, plane);
}

static void winograd(const Winograd *w, int chunk, int who) {
  int perImage = w->down * w->across, from = chunk * w->per, count = least(w->per, w->images * perImage - from);
  int K = w->K, N = w->N, planeIn = w->per * K, planeOut = w->per * N;
  float *in = w->scratch + who * w->scratchPer, *out = in + 16 * planeIn;
  float **rows = (float **)(out + 16 * planeOut);
  int sourceImage = w->height * w->width * K;

  for (int i = 0; i < count; i++) {
    int image = (from + i) / perImage, square = (from + i) % perImage;
    winograd_in(w->source + image * sourceImage, w->zeros, w->height, w->width, K, square / w->across * 2 - w->top,
                square % w->across * 2 - w->left, in + i * K, planeIn);
  }
  for (int e = 0; e < 16; e++)
    for (int n = 0; n < N; n += PANEL)
      for (int p = 0; p < count; p += TILE) {
        int tiles = least(TILE, count - p);
        for (int i = 0; i < tiles; i++) {
          rows[i] = out + e * planeOut + (p + i) * N;
          rows[TILE + i] = in + e * planeIn + (p + i) * K;
        }
        rows_tiles(tiles, rows, 1, K, w->panels + e * w->panelsPer + n * K, 0, n, least(PANEL, N - n));
      }
  for (int i = 0; i < count; i++) {
    int image = (from + i) / perImage, square = (from + i) % perImage;
    winograd_out(w, image, square / w->across * 2, square % w->across * 2, out + i * N, planeOut);
  }
}

/**
 * Gradient by the filter, F(3 x 3, 2 x 2): of each square the 16 products of its sources, B^T d B, and its slopes, A e A^T. The chunk is
 * one of `parts` of all squares with sums of its own, [16][K][N], so that the result does not depend on the number of threads.
 */
typedef struct {
  float *source, *slope, *sums, *scratch, *zeros;
  int images, height, width, K, N;
  int top, left, lines, perLine, down, across;
  int per, scratchPer, parts;
} WinogradScatter;

/** A e A^T of the 2 x 2 slopes of a square: 16 numbers, `plane` floats apart. */
INLINE void square_slope(int whole, IMAGE, int N, int y, int x, float *to, int plane) {
  int right = x + 1 < width, below = y + 1 < height;
  const float *p00 = base + (y * width + x) * N, *p01 = right ? p00 + N : zeros, *p10 = below ? p00 + width * N : zeros;
  const float *p11 = right && below ? p00 + width * N + N : zeros;
  for (int n = 0; n < N; n += 4) {
    int some = whole ? 4 : N - n;
    float *out = to + n;
    Floats a = load_some(p00 + n, some), b = load_some(p01 + n, some);
    Floats c = load_some(p10 + n, some), d = load_some(p11 + n, some);
#define ROW(i, first, second)                                        \
  {                                                                  \
    Floats f = first, s = second;                                    \
    store_some(out + (4 * i + 0) * plane, f, some);                  \
    store_some(out + (4 * i + 1) * plane, ADD(f, s), some);          \
    store_some(out + (4 * i + 2) * plane, SUB(f, s), some);          \
    store_some(out + (4 * i + 3) * plane, SUB(ALL(0), s), some);     \
  }
    ROW(0, a, b)
    ROW(1, ADD(a, c), ADD(b, d))
    ROW(2, SUB(a, c), SUB(b, d))
    ROW(3, SUB(ALL(0), c), SUB(ALL(0), d))
#undef ROW
  }
}

static __attribute__((noinline)) void winograd_slope(IMAGE, int N, int y, int x, float *to, int plane) {
  if (N % 4) square_slope(0, base, zeros, height, width, N, y, x, to, plane);
  else square_slope(1, base, zeros, height, width, N, y, x, to, plane);
}

static void winograd_scatter(const WinogradScatter *w, int part, int who) {
  int perImage = w->down * w->across, squares = w->images * perImage, K = w->K, N = w->N;
  int first = squares / w->parts * part + least(part, squares % w->parts);
  int last = squares / w->parts * (part + 1) + least(part + 1, squares % w->parts);
  int planeIn = w->per * K, planeOut = w->per * N, tiles = (K + TILE - 1) / TILE;
  float *in = w->scratch + who * w->scratchPer, *slopes = in + 16 * planeIn, *sums = w->sums + part * 16 * K * N;
  int sourceImage = w->height * w->width * K, slopeImage = w->lines * w->perLine * N;
  for (int from = first; from < last; from += w->per) {
    int count = least(w->per, last - from);
    for (int i = 0; i < count; i++) {
      int image = (from + i) / perImage, square = (from + i) % perImage;
      int y = square / w->across * 2, x = square % w->across * 2;
      winograd_in(w->source + image * sourceImage, w->zeros, w->height, w->width, K, y - w->top, x - w->left, in + i * K, planeIn);
      winograd_slope(w->slope + image * slopeImage, w->zeros, w->lines, w->perLine, N, y, x, slopes + i * N, planeOut);
    }
    for (int e = 0; e < 16; e++)
      for (int n = 0; n < N; n += PANEL) {
        Grid right = {slopes + e * planeOut + n, 0, N};
        for (int tile = 0; tile < tiles; tile++) {
          int begin = K * tile / tiles, end = K * (tile + 1) / tiles;
          Grid left = {in + e * planeIn + begin, 0, K};
          columns_tiles(end - begin, left, right, 1, count, sums + (e * K + begin) * N + n, N, least(PANEL, N - n), from == first);
        }
      }
  }
  if (first == last)
    for (int i = 0; i < 16 * K * N; i++) sums[i] = 0;
}

/** G^T u G of such sums: [4][4][size] to the filter's gradient [3][3][size]. */
void winograd_filter_slope(const float *from, float *to, int size) {
  for (int i = 0; i < size; i += 4) {
    int some = size - i;
    const float *u = from + i;
    float *out = to + i;
#define COLUMN(x)                                                                                          \
  Floats b##x = load_some(u + (4 + x) * size, some), c##x = load_some(u + (8 + x) * size, some);            \
  Floats h##x = MUL(ALL(0.5f), ADD(b##x, c##x));                                                            \
  Floats s0##x = ADD(load_some(u + x * size, some), h##x), s1##x = MUL(ALL(0.5f), SUB(b##x, c##x));         \
  Floats s2##x = ADD(h##x, load_some(u + (12 + x) * size, some));
    COLUMN(0) COLUMN(1) COLUMN(2) COLUMN(3)
#define ROW(y)                                                                                              \
  Floats f##y = MUL(ALL(0.5f), ADD(s##y##1, s##y##2));                                                      \
  store_some(out + 3 * y * size, ADD(s##y##0, f##y), some);                                                 \
  store_some(out + (3 * y + 1) * size, MUL(ALL(0.5f), SUB(s##y##1, s##y##2)), some);                        \
  store_some(out + (3 * y + 2) * size, ADD(f##y, s##y##3), some);
    ROW(0) ROW(1) ROW(2)
#undef COLUMN
#undef ROW
  }
}
