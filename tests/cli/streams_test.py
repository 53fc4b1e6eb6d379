"""bantam and its streams: terminals, closed and full outputs, locale, memory. Usage: streams_test.py [PROGRAM]"""

import fcntl
import os
import pty
import struct
import subprocess
import termios

import world
from world import SMALL_LOG, World, line, log


def sanitized():
    with open(world.PROGRAM, "rb") as file:
        return b"__asan_" in file.read()


class Streams(World):
    def arguments(self, *more):
        return [world.PROGRAM, "replay", "-m", self.model, "-e", self.write("events.ndjson", SMALL_LOG), *more]

    def test_a_full_output_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for arguments in (self.arguments(), [world.PROGRAM, "init"], [world.PROGRAM, "check", self.model],
                              [world.PROGRAM, "--help"]):
                done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, timeout=60)
                self.assertEqual(done.returncode, 1, arguments)
                if arguments[1] != "--help":
                    self.assertIn(b"standard output: error output/failed", done.stderr)

    def test_a_closed_output_is_an_error(self):
        for closed in (">&-", ">&- <&-"):
            done = subprocess.run(["sh", "-c", '"$@" ' + closed, "sh", *self.arguments()],
                                  stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"standard output: error output/failed", done.stderr)
        with open(os.path.join(self.folder, "events.ndjson"), encoding="utf-8") as file:
            self.assertEqual(file.read(), SMALL_LOG)

    def test_a_closed_standard_error_is_no_reason_to_write_elsewhere(self):
        done = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *self.arguments("--notices")],
                              stdout=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(done.stdout.splitlines()), 2)

    def test_a_reader_that_left_ends_it_quietly(self):
        events = log(*(line("L%d" % i, "2026-03-01T00:00:00Z", tick=True) for i in range(3000)))
        path = self.write("many.ndjson", events)
        done = subprocess.run(["sh", "-c", '{ "$@"; echo "code $?" >&2; } | head -n 1', "sh", world.PROGRAM,
                               "replay", "-m", self.model, "-e", path], capture_output=True, timeout=60)
        self.assertEqual(done.stderr, b"code 1\n")

    def on_terminal(self, arguments, env=None, columns=60):
        """Standard output and error of a run whose streams are a terminal."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        environment.update({"TERM": "xterm", **(env or {})})
        process = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, env=environment)
        os.close(slave)
        said = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            said += part
        process.wait(60)
        os.close(master)
        return said.decode("utf-8")

    def test_colours_are_for_terminals_and_not_with_no_color(self):
        self.write("bad.json", "{}")
        bad = [world.PROGRAM, "check", os.path.join(self.folder, "bad.json")]
        self.assertIn("\x1b[1;31merror\x1b[0m", self.on_terminal(bad))
        self.assertNotIn("\x1b", self.on_terminal(bad, {"NO_COLOR": "1"}))
        self.assertNotIn("\x1b", self.on_terminal(bad, {"TERM": "dumb"}))
        self.assertNotIn("\x1b", self.run_program(*bad[1:])[1])

    def test_a_table_is_cut_to_a_terminal_and_nowhere_else(self):
        long = log(line("a-very-long-lead-id-" * 5, "2026-03-01T00:00:00Z", tick=True))
        path = self.write("long.ndjson", long)
        arguments = [world.PROGRAM, "replay", "-m", self.model, "-e", path, "-f", "table"]
        shown = self.on_terminal(arguments, {"NO_COLOR": "1"}, columns=70).replace("\r\n", "\n")
        self.assertLessEqual(max(len(one) for one in shown.splitlines()), 70)
        self.assertIn("…", shown)
        plain = subprocess.run(arguments, capture_output=True, timeout=60).stdout.decode("utf-8")
        self.assertIn("a-very-long-lead-id-" * 5, plain)

    def test_the_locale_changes_nothing(self):
        plain = self.run_program(*self.arguments("-f", "csv")[1:])
        for locale in ("de_DE.UTF-8", "tr_TR.UTF-8", "C"):
            self.assertEqual(self.run_program(*self.arguments("-f", "csv")[1:], env={"LC_ALL": locale}), plain)

    def test_memory_is_for_the_leads_and_not_for_the_log(self):
        if sanitized():
            self.skipTest("a sanitizer keeps memory of its own")

        def peak(count):
            path = os.path.join(self.folder, "ticks.ndjson")
            with open(path, "w", encoding="utf-8") as file:
                for i in range(count):
                    file.write('{"lead":"L%d","at":"2026-01-01T00:%02d:%02dZ","tick":true,"x":"%s"}\n'
                               % (i % 7, i * 60 // count, i * 3600 // count % 60, "y" * 400))
            process = subprocess.Popen([world.PROGRAM, "replay", "-m", self.model, "-e", path],
                                       stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            self.assertEqual(status, 0)
            return usage.ru_maxrss

        small, large = peak(1000), peak(60000)  # 60,000 lines are about 28 MB
        self.assertLess(large - small, 4096, "kB")


if __name__ == "__main__":
    world.main()
