"""Noisebook under Jupyter's own clients: jupyter_client, nbconvert and jupyter console."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import nbformat
import pexpect
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

PATIENCE = 20


class ThroughJupyterClient(unittest.TestCase):
    def setUp(self):
        self.manager, self.client = start_new_kernel(kernel_name="noisebook", startup_timeout=PATIENCE)
        self.addCleanup(self.manager.shutdown_kernel, now=True)
        self.addCleanup(self.client.stop_channels)

    def published(self, kind, request):
        """The content of the next message of this type under this request."""
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["msg_type"] == kind and message["parent_header"].get("msg_id") == request:
                return message["content"]

    def printed(self, code):
        """What a cell prints."""
        texts = []
        reply = self.client.execute_interactive(
            code,
            timeout=PATIENCE,
            output_hook=lambda message: texts.append(message["content"].get("text", "")),
        )
        self.assertEqual(reply["content"]["status"], "ok", reply["content"])
        return "".join(texts)

    def interrupts(self, code):
        self.printed("const kept = 5")
        request = self.client.execute('console.log("begun"); ' + code)
        self.published("stream", request)
        self.manager.interrupt_kernel()
        reply = self.client.get_shell_msg(timeout=PATIENCE)
        self.assertEqual(reply["parent_header"]["msg_id"], request)
        self.assertEqual(reply["content"]["ename"], "Interrupted")
        self.assertEqual(self.printed("console.log(kept)"), "5\n")

    def test_an_interrupt_ends_a_loop_and_keeps_names(self):
        self.interrupts("while (true) {}")

    def test_an_interrupt_ends_an_endless_await_and_keeps_names(self):
        self.interrupts("await new Promise(() => {})")

    def test_after_a_restart_names_are_gone(self):
        self.printed("const before = 1")
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.assertEqual(self.printed("console.log(typeof before)"), "undefined\n")

    def test_a_cell_asks_for_input(self):
        request = self.client.execute('console.log("hello " + prompt("Name?"))', allow_stdin=True)
        question = self.client.get_stdin_msg(timeout=PATIENCE)
        self.assertEqual(question["content"], {"prompt": "Name?", "password": False})
        self.client.input("Ada")
        self.assertEqual(self.published("stream", request)["text"], "hello Ada\n")

    def test_comm_messages_go_both_ways(self):
        request = self.client.execute(
            'const stream = globalThis[Symbol.for("noisebook.host")].openStream("echo");'
            "stream.onRequest = (data) => stream.send({ got: data });"
        )
        comm = self.published("comm_open", request)["comm_id"]
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": {"a": 1}})
        self.client.shell_channel.send(message)
        answer = self.client.get_iopub_msg(timeout=PATIENCE)
        while answer["msg_type"] != "comm_msg":
            answer = self.client.get_iopub_msg(timeout=PATIENCE)
        self.assertEqual(answer["content"]["data"], {"got": {"a": 1}})

    def test_a_message_with_another_key_is_not_carried_out(self):
        stranger = BlockingKernelClient()
        stranger.load_connection_info({**self.client.get_connection_info(), "key": b"another key"})
        stranger.start_channels(hb=False, iopub=False, control=False, stdin=False)
        self.addCleanup(stranger.stop_channels)
        stranger.execute("globalThis.intruder = 1")
        # Messages of one client overtake none of another's only by chance: wait for what would be an answer.
        with self.assertRaises(Exception):
            stranger.get_shell_msg(timeout=1)
        self.assertEqual(self.printed("console.log(typeof intruder)"), "undefined\n")

    def test_the_death_of_the_kernel_is_told_and_the_next_cell_runs(self):
        reply = self.client.execute_interactive("process.exit(3)", timeout=PATIENCE, output_hook=lambda _: None)
        self.assertIn("The kernel", reply["content"]["evalue"])
        self.assertEqual(self.printed("console.log(1)"), "1\n")


class Tutorials(unittest.TestCase):
    def test_each_is_a_valid_notebook(self):
        tutorials = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
        self.assertTrue(tutorials)
        for tutorial in tutorials:
            with self.subTest(tutorial.name):
                nbformat.validate(nbformat.read(tutorial, as_version=nbformat.NO_CONVERT))


class ThroughPrograms(unittest.TestCase):
    def test_nbconvert_executes_a_notebook(self):
        notebook = nbformat.v4.new_notebook(
            cells=[
                nbformat.v4.new_code_cell("const a: number = 20; console.log('printed')"),
                nbformat.v4.new_code_cell("a + 1"),
            ],
            metadata={"kernelspec": {"name": "noisebook", "display_name": "Noisebook", "language": "typescript"}},
        )
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(notebook, Path(folder, "a.ipynb"))
            command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "a.ipynb", "--output", "b"]
            subprocess.run(command, cwd=folder, check=True, timeout=60)
            first, second = nbformat.read(Path(folder, "b.ipynb"), as_version=4).cells
        self.assertEqual(first.outputs[0].text, "printed\n")
        self.assertEqual(second.outputs[0].data["text/plain"], "21")

    def test_jupyter_console_runs_a_cell_and_interrupts_one(self):
        console = pexpect.spawn(
            sys.executable,
            ["-m", "jupyter_console", "--kernel", "noisebook", "--simple-prompt"],
            timeout=PATIENCE,
            encoding="utf8",
        )
        self.addCleanup(console.close, force=True)
        console.expect(r"In \[1\]:")
        console.sendline("6 * 7")
        console.expect(r"42")
        console.expect(r"In \[2\]:")
        console.sendline("console.log('be' + 'gun'); while (true) {}")
        console.expect("begun")
        # The console passes a signal on from within its own event loop, and now and then it is lost there: one presses again.
        for _ in range(3):
            console.sendintr()
            if console.expect(["interrupted", pexpect.TIMEOUT], timeout=PATIENCE / 3) == 0:
                break
        else:
            self.fail("Ctrl-C did not end the cell")
        console.expect(r"In \[3\]:")
        console.sendline("console.log('still ' + 'here')")
        console.expect("still here")
