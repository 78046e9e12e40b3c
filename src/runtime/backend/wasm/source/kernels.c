// What JavaScript calls: a task's kernel and numbers lie in memory, and its chunks are done by whichever thread is free.
#include "convolution.h"
#include "normalization.h"
#include "sums.h"
#include "winograd.h"

enum { GATHER, SCATTER, SILU, SILU_SLOPE, GROUP_NORM, GROUP_NORM_SLOPE, SUMS, WINOGRAD, WINOGRAD_SCATTER };

typedef struct {
  int open;    // whether chunks are to be had
  int inside;  // workers that may be at work on one
  int next;    // the first chunk that nobody has
  int chunks, kernel, round;
  int rest[2];
  Word numbers[32];
} Task;

static void work(Task *task, int chunk, int who) {
  void *numbers = task->numbers;
  switch (task->kernel) {
    case GATHER: gather(numbers, chunk, who); break;
    case SCATTER: scatter(numbers, chunk); break;
    case SILU: silu(numbers, chunk); break;
    case SILU_SLOPE: silu_slope(numbers, chunk); break;
    case GROUP_NORM: group_norm(numbers, chunk, who); break;
    case GROUP_NORM_SLOPE: group_norm_slope(numbers, chunk, who); break;
    case SUMS: sums(numbers, chunk); break;
    case WINOGRAD: winograd(numbers, chunk, who); break;
    case WINOGRAD_SCATTER: winograd_scatter(numbers, chunk, who); break;
  }
}

#define READ(x) __atomic_load_n(&(x), __ATOMIC_SEQ_CST)
#define WRITE(x, value) __atomic_store_n(&(x), value, __ATOMIC_SEQ_CST)
#define PLUS(x, value) __atomic_fetch_add(&(x), value, __ATOMIC_SEQ_CST)
#define WAIT(x, value) __builtin_wasm_memory_atomic_wait32(&(x), value, -1)
#define WAKE(x) __builtin_wasm_memory_atomic_notify(&(x), 64)

static void take_chunks(Task *task, int who) {
  for (int chunk; (chunk = PLUS(task->next, 1)) < task->chunks;) work(task, chunk, who);
}

/** Alone, on the thread that calls. */
void run(Task *task) {
  for (int chunk = 0; chunk < task->chunks; chunk++) work(task, chunk, 0);
}

/**
 * With the workers' help, and never waiting for one that has not begun: a worker whose core is busy elsewhere costs at
 * most the time of the one chunk it has taken.
 */
void share(Task *task) {
  WRITE(task->next, 0);
  WRITE(task->open, 1);
  PLUS(task->round, 1);
  WAKE(task->round);
  take_chunks(task, 0);
  WRITE(task->open, 0);
  for (int inside; (inside = READ(task->inside));) WAIT(task->inside, inside);
}

/** A worker's whole life. It reads the task only where it was open after it had gone inside: `share` waits for that. */
void worker(Task *task, int who) {
  for (int seen = 0;; seen = READ(task->round)) {
    PLUS(task->inside, 1);
    if (READ(task->open)) take_chunks(task, who);
    if (PLUS(task->inside, -1) == 1) WAKE(task->inside);
    WAIT(task->round, seen);
  }
}
