// Arithmetic in float64, two numbers at a time: what a Fréchet distance of many features is made of.
// It has no data of its own: callers say where everything lies in its memory.
#include <wasm_simd128.h>

typedef v128_t Pair;
#define LOAD(p) wasm_v128_load(p)
#define STORE(p, v) wasm_v128_store(p, v)
#define BOTH wasm_f64x2_splat
#define ADD wasm_f64x2_add
#define SUB wasm_f64x2_sub
#define MUL wasm_f64x2_mul
#define SUM(pair) (wasm_f64x2_extract_lane(pair, 0) + wasm_f64x2_extract_lane(pair, 1))

/**
 * out [rows, width] = a b^T of a [rows, stride] and b [width, stride], over columns `from` to `to`. Rows and width are
 * multiples of 3, from and to are even. Three rows by three: a number that is read is used three times, and nine sums fit
 * the registers.
 */
void dots(double *out, const double *a, const double *b, int rows, int width, int stride, int from, int to) {
  for (int i = 0; i < rows; i += 3)
    for (int j = 0; j < width; j += 3) {
      const double *a0 = a + i * stride, *a1 = a0 + stride, *a2 = a1 + stride;
      const double *b0 = b + j * stride, *b1 = b0 + stride, *b2 = b1 + stride;
      Pair s00 = BOTH(0), s01 = s00, s02 = s00, s10 = s00, s11 = s00, s12 = s00, s20 = s00, s21 = s00, s22 = s00;
      for (int k = from; k < to; k += 2) {
        Pair x0 = LOAD(a0 + k), x1 = LOAD(a1 + k), x2 = LOAD(a2 + k);
        Pair y0 = LOAD(b0 + k), y1 = LOAD(b1 + k), y2 = LOAD(b2 + k);
        s00 = ADD(s00, MUL(x0, y0)); s01 = ADD(s01, MUL(x0, y1)); s02 = ADD(s02, MUL(x0, y2));
        s10 = ADD(s10, MUL(x1, y0)); s11 = ADD(s11, MUL(x1, y1)); s12 = ADD(s12, MUL(x1, y2));
        s20 = ADD(s20, MUL(x2, y0)); s21 = ADD(s21, MUL(x2, y1)); s22 = ADD(s22, MUL(x2, y2));
      }
      double *o = out + i * width + j;
      o[0] = SUM(s00); o[1] = SUM(s01); o[2] = SUM(s02);
      o += width; o[0] = SUM(s10); o[1] = SUM(s11); o[2] = SUM(s12);
      o += width; o[0] = SUM(s20); o[1] = SUM(s21); o[2] = SUM(s22);
    }
}

/**
 * Of rows `first` to `end`, a multiple of 4 apart, and columns `from` to n of a matrix with rows of n: subtracts y v^T, and adds
 * u times what is left to w.
 */
void subtract_and_sum(double *values, int n, int first, int end, int from, const double *y, const double *v,
                      const double *u, double *w) {
  for (int i = first; i < end; i += 4) {
    double *r0 = values + i * n, *r1 = r0 + n, *r2 = r1 + n, *r3 = r2 + n;
    const double y0 = y[i], y1 = y[i + 1], y2 = y[i + 2], y3 = y[i + 3];
    const double u0 = u[i], u1 = u[i + 1], u2 = u[i + 2], u3 = u[i + 3];
    const Pair Y0 = BOTH(y0), Y1 = BOTH(y1), Y2 = BOTH(y2), Y3 = BOTH(y3);
    const Pair U0 = BOTH(u0), U1 = BOTH(u1), U2 = BOTH(u2), U3 = BOTH(u3);
    int j = from;
    for (; j + 2 <= n; j += 2) {
      Pair x = LOAD(v + j);
      Pair a = SUB(LOAD(r0 + j), MUL(Y0, x)), b = SUB(LOAD(r1 + j), MUL(Y1, x));
      Pair c = SUB(LOAD(r2 + j), MUL(Y2, x)), d = SUB(LOAD(r3 + j), MUL(Y3, x));
      STORE(r0 + j, a);
      STORE(r1 + j, b);
      STORE(r2 + j, c);
      STORE(r3 + j, d);
      STORE(w + j, ADD(LOAD(w + j), ADD(ADD(MUL(U0, a), MUL(U1, b)), ADD(MUL(U2, c), MUL(U3, d)))));
    }
    for (; j < n; j++) {
      double x = v[j];
      double a = r0[j] - y0 * x, b = r1[j] - y1 * x, c = r2[j] - y2 * x, d = r3[j] - y3 * x;
      r0[j] = a;
      r1[j] = b;
      r2[j] = c;
      r3[j] = d;
      w[j] += u0 * a + u1 * b + (u2 * c + u3 * d);
    }
  }
}

/** Of the same rows and columns: subtracts u w^T, and puts the product of what is left with v into y. */
void subtract_and_multiply(double *values, int n, int first, int end, int from, const double *u, const double *w,
                           const double *v, double *y) {
  for (int i = first; i < end; i += 4) {
    double *r0 = values + i * n, *r1 = r0 + n, *r2 = r1 + n, *r3 = r2 + n;
    const double u0 = u[i], u1 = u[i + 1], u2 = u[i + 2], u3 = u[i + 3];
    const Pair U0 = BOTH(u0), U1 = BOTH(u1), U2 = BOTH(u2), U3 = BOTH(u3);
    Pair S0 = BOTH(0), S1 = S0, S2 = S0, S3 = S0;
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = from;
    for (; j + 2 <= n; j += 2) {
      Pair x = LOAD(w + j), z = LOAD(v + j);
      Pair a = SUB(LOAD(r0 + j), MUL(U0, x)), b = SUB(LOAD(r1 + j), MUL(U1, x));
      Pair c = SUB(LOAD(r2 + j), MUL(U2, x)), d = SUB(LOAD(r3 + j), MUL(U3, x));
      STORE(r0 + j, a);
      STORE(r1 + j, b);
      STORE(r2 + j, c);
      STORE(r3 + j, d);
      S0 = ADD(S0, MUL(a, z));
      S1 = ADD(S1, MUL(b, z));
      S2 = ADD(S2, MUL(c, z));
      S3 = ADD(S3, MUL(d, z));
    }
    for (; j < n; j++) {
      double x = w[j], z = v[j];
      double a = r0[j] - u0 * x, b = r1[j] - u1 * x, c = r2[j] - u2 * x, d = r3[j] - u3 * x;
      r0[j] = a;
      r1[j] = b;
      r2[j] = c;
      r3[j] = d;
      s0 += a * z;
      s1 += b * z;
      s2 += c * z;
      s3 += d * z;
    }
    y[i] = s0 + SUM(S0);
    y[i + 1] = s1 + SUM(S1);
    y[i + 2] = s2 + SUM(S2);
    y[i + 3] = s3 + SUM(S3);
  }
}
