// Four floats at a time, and what all kernels share.
//
// These kernels live on tfjs's heap and must not write over it: no static data, no globals, no address of a local is
// taken, so that the module has neither a data section nor a stack. A test holds that.
#pragma once
#include <wasm_simd128.h>

typedef v128_t Floats;
#define LOAD(p) wasm_v128_load(p)
#define STORE(p, v) wasm_v128_store(p, v)
#define ALL(x) wasm_f32x4_splat(x)
#define ADD wasm_f32x4_add
#define SUB wasm_f32x4_sub
#define MUL wasm_f32x4_mul
#define DIV wasm_f32x4_div
// Relaxed SIMD's fused form was slower: V8 moves a register for each.
#define MULADD(a, b, c) ADD(MUL(a, b), c)

#define INLINE static inline __attribute__((always_inline))

/**
 * Four floats, or one repeated, from so many bytes behind an address. As assembly, since otherwise clang adds the bytes in
 * an instruction of its own, and gathers the loads of several steps in more registers than there are: a fifth slower.
 */
#define LOAD_AT(p, bytes)                                                                           \
  ({                                                                                                \
    Floats value_;                                                                                  \
    __asm__ volatile("local.get %1\n\tv128.load %2:p2align=2\n\tlocal.set %0" : "=r"(value_) : "r"(p), "i"(bytes)); \
    value_;                                                                                         \
  })
#define ONE_AT(p, bytes)                                                                            \
  ({                                                                                                \
    Floats value_;                                                                                  \
    __asm__ volatile("local.get %1\n\tv128.load32_splat %2:p2align=2\n\tlocal.set %0" : "=r"(value_) : "r"(p), "i"(bytes)); \
    value_;                                                                                         \
  })

/** The statements for i = 0 to count - 1, at most 4: with constants for indices, so that arrays stay in registers. */
#define EACH(i, count, ...)                        \
  if ((count) > 0) { enum { i = 0 }; __VA_ARGS__ } \
  if ((count) > 1) { enum { i = 1 }; __VA_ARGS__ } \
  if ((count) > 2) { enum { i = 2 }; __VA_ARGS__ } \
  if ((count) > 3) { enum { i = 3 }; __VA_ARGS__ } \
  if ((count) > 4) { enum { i = 4 }; __VA_ARGS__ }

/** One word of a task: tfjs's pointers are 32 bits wide. */
typedef union {
  int i;
  float f;
  float *p;
  int *q;
} Word;

INLINE int least(int a, int b) { return a < b ? a : b; }
INLINE int most(int a, int b) { return a > b ? a : b; }

/** The first `n` of four floats: malloc rounds to 8 bytes, so a whole store at a tensor's end breaks the heap. */
INLINE void store_some(float *p, Floats v, int n) {
  if (n >= 4) {
    STORE(p, v);
  } else if (n > 1) {
    wasm_v128_store64_lane(p, v, 0);
    // Lane 2 by way of lane 0: clang would make one store of both, of a lane that it chooses on a stack.
    if (n == 3) wasm_v128_store32_lane(p + 2, wasm_i32x4_shuffle(v, v, 2, 2, 2, 2), 0);
  } else if (n == 1) {
    wasm_v128_store32_lane(p, v, 0);
  }
}

/** The first `n` of four floats, zeros behind them. */
INLINE Floats load_some(const float *p, int n) {
  if (n >= 4) return LOAD(p);
  if (n == 1) return wasm_v128_load32_zero(p);
  if (n <= 0) return ALL(0);
  Floats two = wasm_v128_load64_zero(p);
  return n == 3 ? wasm_v128_load32_lane(p + 2, two, 2) : two;
}

INLINE float sum4(Floats v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) +
         (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}
