// Emscripten's script of tfjs's threaded WebAssembly, as the runtime loads it: without workers that nothing runs on.

/** What is there in the pinned version, and what stands in its place. */
const edits = [
  {
    // Eight workers would be started beside the module: 0.3 s and 70 MB in each process.
    was: "initMainThread:function(){var pthreadPoolSize=8;while(pthreadPoolSize--){PThread.allocateUnusedWorker()}}",
    is: "initMainThread:function(){}",
  },
  {
    // The module is ready once the last of them is, so without one it would never be.
    was: 'if(!ENVIRONMENT_IS_PTHREAD){var numWorkersToLoad=PThread.unusedWorkers.length;PThread.unusedWorkers.forEach(function(w){PThread.loadWasmModuleToWorker(w,function(){if(!--numWorkersToLoad)removeRunDependency("wasm-instantiate")})})}',
    is: 'if(!ENVIRONMENT_IS_PTHREAD){removeRunDependency("wasm-instantiate")}',
  },
];

/**
 * The script with its pool of workers left out: our kernels have threads of their own, and tfjs's one is the caller's.
 * Fails where the script is not the one that these edits were made for.
 * @param {string} script
 */
export function withoutIdleWorkers(script) {
  return edits.reduce((edited, { was, is }) => {
    const places = edited.split(was).length - 1;
    if (places !== 1) {
      throw new Error(
        `tfjs-backend-wasm-threaded-simd.js has ${places} places, not one, that read ${JSON.stringify(was)}: ` +
          "is @tensorflow/tfjs-backend-wasm another version? Then scripts/lib/wasm-script.mjs must change with it",
      );
    }
    return edited.replace(was, () => is);
  }, script);
}
