import { graphThreads } from "../../protocol/node/backend-store.ts";

/**
 * Included before tfjs-node's sources, which open each graph's session as TensorFlow does by itself: as many threads within a
 * kernel as there are cores. ConfigProto's field 2, intra_op_parallelism_threads, is taken from the environment.
 */
export const graphHeader = `#include <cstdlib>
#include "tensorflow/c/c_api.h"

inline TF_SessionOptions* NoisebookSessionOptions() {
  TF_SessionOptions* options = TF_NewSessionOptions();
  const char* asked = std::getenv("${graphThreads}");
  const int threads = asked ? std::atoi(asked) : 0;
  if (threads > 0 && threads < 128) {
    const unsigned char config[] = {2 << 3, static_cast<unsigned char>(threads)};
    TF_Status* status = TF_NewStatus();
    TF_SetConfig(options, config, sizeof(config), status);
    TF_DeleteStatus(status);
  }
  return options;
}
#define TF_NewSessionOptions NoisebookSessionOptions
`;
