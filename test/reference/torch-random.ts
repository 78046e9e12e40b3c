// PyTorch's CPU generator, so that runs with noise can be compared with its own: MT19937 and Box and Muller's
// transform over blocks of 16.

/** Successive 32-bit words of MT19937 (Matsumoto and Nishimura, 1998) seeded as init_genrand does. */
export function mersenneTwister(seed: number): () => number {
  const size = 624;
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let next = size;
  return () => {
    if (next === size) {
      for (let i = 0; i < size; i++) {
        const joined = (state[i] & 0x80000000) | (state[(i + 1) % size] & 0x7fffffff);
        state[i] = state[(i + 397) % size] ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
      }
      next = 0;
    }
    let word = state[next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

/** torch.rand. */
export const torchRand = (word: () => number): number => (word() & 0xffffff) / 2 ** 24;

/** torch.randn of at least 16 numbers. */
export function torchRandn(word: () => number, length: number): Float32Array {
  const out = Float32Array.from({ length }, () => torchRand(word));
  const block = (from: number) => {
    for (let j = from; j < from + 8; j++) {
      const radius = Math.sqrt(-2 * Math.log(Math.fround(1 - out[j])));
      const angle = 2 * Math.PI * out[j + 8];
      [out[j], out[j + 8]] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    }
  };
  for (let i = 0; i + 16 <= length; i += 16) block(i);
  if (length % 16) {
    for (let i = length - 16; i < length; i++) out[i] = torchRand(word);
    block(length - 16);
  }
  return out;
}
