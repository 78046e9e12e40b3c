// Whether a page can be had, asked quickly.

/** @param {string} url
 * @param {number} [limit] milliseconds */
export async function isReachable(url, limit = 4000) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limit) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
