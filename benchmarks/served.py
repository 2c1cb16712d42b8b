"""A WSGI site in processes of its own, and the CPU it takes to answer."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """granian with one worker, on a free port of 127.0.0.1; ended with the `with` block."""

    def __init__(self, application: str, *, folder: Path, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        granian = Path(sys.executable).with_name("granian")
        self.command = [
            str(granian), "--interface=wsgi", "--host=127.0.0.1", f"--port={self.port}", "--workers=1",
            "--blocking-threads=1", "--no-ws", "--log-level=error", application,
        ]  # fmt: skip
        self.folder, self.environment = folder, environment

    def __enter__(self) -> "Served":
        self.process = subprocess.Popen(self.command, cwd=self.folder, env={**os.environ, **self.environment})
        for _attempt in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait(10)

    def cpu_ms(self, path: str, requests: int) -> float:
        """Milliseconds of CPU a request, of the server and all its processes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._get(connection, path, 10)
        before = self._cpu()
        self._get(connection, path, requests)
        return (self._cpu() - before) / TICKS * 1000 / requests

    @staticmethod
    def _get(connection: http.client.HTTPConnection, path: str, times: int) -> None:
        for _time in range(times):
            connection.request("GET", path, headers={"Host": "localhost"})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{path} answers {response.status}.")

    def _cpu(self) -> int:
        """Clock ticks of the server and its children."""
        total, pids = 0, [self.process.pid]
        while pids:
            pid = pids.pop()
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
            children = Path(f"/proc/{pid}/task/{pid}/children")
            pids += [int(child) for child in children.read_text().split()]
        return total
