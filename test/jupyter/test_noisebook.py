"""Jupyter's own suite for kernels, with a sample for each of its tests."""

import inspect

import jupyter_kernel_test
from jupyter_client.utils import run_sync

print(f"jupyter_kernel_test {jupyter_kernel_test.__version__}")

# Old suites (Debian 12 has 0.4.5) make calls synchronous that jupyter_client 8 has made so already, which it refuses.
if not hasattr(jupyter_kernel_test, "ensure_sync"):
    jupyter_kernel_test.run_sync = lambda call: run_sync(call) if inspect.iscoroutinefunction(call) else call

host = 'globalThis[Symbol.for("noisebook.host")]'


class NoisebookTests(jupyter_kernel_test.KernelTests):
    kernel_name = "noisebook"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("to stderr")'
    completion_samples = [{"text": "Math.hypo", "matches": {"hypot"}}]
    complete_code_samples = ["6 * 7", "const f = (n: number) => n + 1;", "if (true) {\n  1;\n}"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "`text"]
    invalid_code_samples = ["const = 1", "1 +* 2"]
    code_generate_error = 'throw new Error("on purpose")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2].length", "result": "2"},
    ]
    code_display_data = [{"code": host + '.display({ "text/html": "<b>b</b>" })', "mime": "text/html"}]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math"
    code_clear_output = host + ".clearOutput(true)"
    code_page_something = "Math.hypot?"


# Suites before 0.6 have no test of the welcome.
if hasattr(jupyter_kernel_test, "IopubWelcomeTests"):

    class NoisebookWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
        kernel_name = "noisebook"
        support_iopub_welcome = True
