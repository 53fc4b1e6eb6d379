"""A headless Chromium, driven over its debugging pipe with the standard library alone."""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find():
    """The browser's path, or None. BANTAM_CHROMIUM names another one."""
    given = os.environ.get("BANTAM_CHROMIUM")
    if given:
        return shutil.which(given)
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One page. Commands are those of the DevTools protocol."""

    def __init__(self, path):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        ours_read, theirs_write = os.pipe()
        theirs_read, ours_write = os.pipe()
        # The browser reads commands from descriptor 3 and answers on 4.
        command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                   "--hide-scrollbars", "--no-first-run", "--remote-debugging-pipe",
                   "--user-data-dir=" + self.folder.name, "about:blank"]
        bridge = ["sh", "-c", 'exec "$@" 3<&%d 4>&%d' % (theirs_read, theirs_write), "sh"]
        self.process = subprocess.Popen(bridge + command, pass_fds=(theirs_read, theirs_write),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_read)
        os.close(theirs_write)
        self.reading, self.writing = ours_read, ours_write
        self.pending, self.count, self.session, self.seen = b"", 0, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Network.enable")

    def receive(self, deadline):
        while b"\0" not in self.pending:
            if not select.select([self.reading], [], [], max(deadline - time.monotonic(), 0))[0]:
                raise TimeoutError("the browser does not answer")
            data = os.read(self.reading, 1 << 20)
            if not data:
                raise EOFError("the browser has gone")
            self.pending += data
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + 60
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]
            self.seen.append(answer)

    def open(self, path, width, dark=False, media="screen"):
        """Loads a file as it looks at a width, in a theme, on a screen or in print."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.seen = []
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        deadline = time.monotonic() + 60
        while not any(one.get("method") == "Page.loadEventFired" for one in self.seen):
            self.seen.append(self.receive(deadline))

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def fetched(self):
        """The addresses that the page asked for."""
        return [one["params"]["request"]["url"] for one in self.seen
                if one.get("method") == "Network.requestWillBeSent"]

    def close(self):
        os.close(self.writing)  # the browser leaves when the pipe ends
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.reading)
        self.folder.cleanup()
