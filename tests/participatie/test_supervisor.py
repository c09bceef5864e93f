"""The supervisor: restarts, an ordered end, and nothing left behind."""

import os
import signal
import sys
import textwrap
import time

import pytest

from participatie import engines
from participatie.supervisor import NotStarted, Program, Stopped, Supervisor, dying_with_us
from tests.participatie.watching import children, is_alive, soon, started

SLEEPER = "import time; print('here', flush=True); time.sleep(600)"
# A leader with a child that ignores its end, as celery's clock and granian's worker do.
FAMILY = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
)


def program(name: str, code: str, **more: object) -> Program:
    argv = dying_with_us([sys.executable, "-c", code])
    return Program(name, argv, dict(os.environ), engines.ROOT, **more)


@pytest.fixture
def house(tmp_path):
    """Runs a supervisor with these programs in a process of its own."""

    def run(*programs: str):
        code = f"""
            import sys
            from tests.participatie.test_supervisor import *
            with Supervisor() as supervisor:
                for one in ({", ".join(programs)},):
                    supervisor.start(one)
                supervisor.keep()
        """
        return started("-c", textwrap.dedent(code), log=tmp_path / "log")

    run.log = tmp_path / "log"
    return run


def test_a_killed_program_is_started_again_and_its_family_is_gone(house):
    with house("program('leader', FAMILY.format(child=SLEEPER))") as process:
        assert soon(lambda: len(children(process.pid)) == 2), house.log.read_text()
        leader, orphan = sorted(children(process.pid))
        os.kill(leader, signal.SIGKILL)
        assert soon(lambda: not is_alive(orphan))
        assert soon(lambda: len(children(process.pid)) == 2)
        assert leader not in children(process.pid)
        assert "leader   | ended with -9; it is started again" in house.log.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(house, number):
    with house("program('one', SLEEPER)", "program('two', SLEEPER)") as process:
        assert soon(lambda: house.log.read_text().count("here") == 2), house.log.read_text()
        below = children(process.pid)
        process.send_signal(number)
        assert process.wait(5) == 0
        assert not any(is_alive(pid) for pid in below)


def test_kill_of_the_supervisor_leaves_nothing(house):
    with house("program('one', SLEEPER)", "program('two', SLEEPER)") as process:
        assert soon(lambda: house.log.read_text().count("here") == 2), house.log.read_text()
        below = children(process.pid)
        process.kill()
        assert soon(lambda: not any(is_alive(pid) for pid in below), 5)


def test_a_program_that_does_not_listen_is_killed_in_the_end(house):
    with house("program('deaf', STUBBORN, grace_seconds=0.5)") as process:
        assert soon(lambda: "| deaf" in house.log.read_text()), house.log.read_text()
        below = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert not any(is_alive(pid) for pid in below)
        assert "deaf     | did not stop in time; it is killed" in house.log.read_text()


def test_a_second_interrupt_does_not_wait(house):
    with house("program('deaf', STUBBORN, grace_seconds=60)") as process:
        assert soon(lambda: "| deaf" in house.log.read_text()), house.log.read_text()
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0


def test_the_lower_level_outlives_what_uses_it(house):
    last_words = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (time.sleep({rest}), print('{word}', flush=True),"
        "sys.exit())); print('here', flush=True); time.sleep(600)"
    )
    engine = f"program('engine', {last_words.format(rest=0, word='engine ends')!r}, level=0)"
    user = f"program('user', {last_words.format(rest=0.5, word='user ends')!r})"
    with house(engine, user) as process:
        assert soon(lambda: house.log.read_text().count("here") == 2), house.log.read_text()
        process.send_signal(signal.SIGINT)
        process.wait(5)
        said = house.log.read_text()
        assert said.index("user ends") < said.index("engine ends")


@pytest.fixture
def supervisor():
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with Supervisor() as running:
        yield running
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_what_runs_once_gives_its_lines(supervisor):
    assert supervisor.run(program("once", "print('a'); print('b')")) == ["a", "b"]
    assert supervisor.lives == []


def test_what_runs_once_and_fails_is_shown(supervisor, capsys):
    with pytest.raises(NotStarted, match="once failed"):
        supervisor.run(program("once", "print('why'); raise SystemExit(3)"))
    assert "once     | why" in capsys.readouterr().out


def test_a_program_that_never_comes_up_is_given_up(supervisor, capsys):
    supervisor.start(program("broken", "raise SystemExit(1)"))
    with pytest.raises(NotStarted, match="broken does not start"):
        supervisor.until(lambda: False)


def test_a_request_to_stop_ends_the_wait(supervisor):
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(Stopped):
        supervisor.until(lambda: False)


def test_long_output_is_read_and_the_last_line_kept(supervisor):
    lines = supervisor.run(program("loud", "print('x' * 300_000); print('end', end='')"))
    assert [len(lines[0]), lines[-1]] == [300_000, "end"]
