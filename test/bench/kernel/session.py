"""A kernel as a client of jupyter_client sees it, with the time at which each message came."""

import time
from dataclasses import dataclass, field
from subprocess import DEVNULL

import zmq
from jupyter_client import KernelManager

# ZeroMQ tries to connect again every 100 ms unless told, which would round every start up to tenths of a second.
context = zmq.Context()
context.setsockopt(zmq.RECONNECT_IVL, 10)


class NoAnswer(Exception):
    """The kernel has not done what was asked in the time it had."""


@dataclass
class Cell:
    """What has come of a request so far. Times are seconds on time.perf_counter."""

    asked: float
    reply: dict | None = None
    idle: float | None = None
    # When the later of reply and idle came.
    ended: float | None = None
    texts: list[tuple[float, str]] = field(default_factory=list)

    @property
    def text(self):
        return "".join(text for _, text in self.texts)

    @property
    def ms(self):
        return (self.ended - self.asked) * 1000


class Session:
    """A running kernel and its client."""

    def __init__(self, kernel):
        self.cells = {}
        self.manager = KernelManager(kernel_name=kernel["name"], context=context)
        began = time.perf_counter()
        self.manager.start_kernel(cwd=kernel["folder"], stdout=DEVNULL, stderr=DEVNULL)
        try:
            self.client = self.manager.client()
            self.client.start_channels(stdin=False, hb=False, control=False)
            self.poller = zmq.Poller()
            for channel in (self.client.shell_channel, self.client.iopub_channel):
                self.poller.register(channel.socket, zmq.POLLIN)
            info = self._asked(self.client.kernel_info())
            self.read_until(lambda: info.reply, 30)
            # How long it took from the start of the process to the first reply.
            self.ready = (time.perf_counter() - began) * 1000
            self._hear_iopub()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def start(self, code):
        """Sends a cell and does not wait for it."""
        asked = time.perf_counter()
        return self._asked(self.client.execute(code), asked)

    def run(self, code, limit=10):
        """Runs a cell until both its reply and its idle are here."""
        cell = self.start(code)
        self.read_until(lambda: cell.ended, limit)
        if cell.reply["status"] != "ok":
            raise NoAnswer(f"{cell.reply['status']}: {cell.reply.get('evalue', '')}"[:200])
        return cell

    def read_until(self, done, limit):
        deadline = time.perf_counter() + limit
        while not done():
            left = deadline - time.perf_counter()
            if left <= 0:
                raise NoAnswer(f"not done in {limit:g} s")
            ready = self.poller.poll(min(left, 0.5) * 1000)
            if not ready and not self.manager.is_alive():
                raise NoAnswer("its process ended")
            for socket, _ in ready:
                self._take(socket)

    def restart(self):
        """Milliseconds from asking for it until the new process answers."""
        began = time.perf_counter()
        self.manager.restart_kernel()
        info = self._asked(self.client.kernel_info())
        self.read_until(lambda: info.reply, 30)
        return (time.perf_counter() - began) * 1000

    def close(self):
        if hasattr(self, "client"):
            self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def _hear_iopub(self):
        """What is published before the subscription has arrived is lost: ask until something is heard."""
        for _ in range(50):
            info = self._asked(self.client.kernel_info())
            try:
                self.read_until(lambda: info.ended, 0.2)
                return
            except NoAnswer:
                continue
        raise NoAnswer("nothing heard on iopub")

    def _asked(self, request, asked=None):
        cell = self.cells[request] = Cell(asked or time.perf_counter())
        return cell

    def _take(self, socket):
        _, message = self.client.session.recv(socket)
        now = time.perf_counter()
        cell = self.cells.get(message["parent_header"].get("msg_id"))
        if cell is None:
            return
        kind, content = message["msg_type"], message["content"]
        if kind.endswith("_reply"):
            cell.reply = content
        elif kind == "status" and content["execution_state"] == "idle":
            cell.idle = now
        elif kind == "stream":
            cell.texts.append((now, content["text"]))
        if cell.ended is None and cell.reply and cell.idle:
            cell.ended = now
