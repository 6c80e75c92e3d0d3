"""Takes times, sums them up, and prints them as plain tables."""

import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple, TypeVar

Result = TypeVar("Result")
WIDTH = 80
_LABEL, _CELL = 14, 13


class Sample(NamedTuple):
    """How long something took by the clock, and how much of a processor, in milliseconds."""

    wall: float
    cpu: float


class Timing(NamedTuple):
    """Medians of samples, and what 95 in 100 stay below by the clock."""

    median_ms: float
    p95_ms: float
    cpu_ms: float
    samples: int

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Timing":
        """Sum up samples; there must be one at least."""
        walls = [sample.wall for sample in samples]
        p95 = quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]
        return cls(median(walls), p95, median(sample.cpu for sample in samples), len(samples))


def timed(work: Callable[[], Result]) -> tuple[Result, Sample]:
    """Return what the work returns and how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return result, Sample(wall * 1000, cpu * 1000)


def say(text: str) -> None:
    """Tell on standard error how far it is."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def peak_memory() -> int:
    """Return the most bytes of memory that this process has held.

    On Linux from its own status, for there ru_maxrss also has what the parent held when it
    started the process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def figure(value: float) -> str:
    """Return a number with three telling digits."""
    places = max(0, 3 - len(str(int(value))))
    return f"{value:,.{places}f}"


def times(value: float, ours: float) -> str:
    """Return how many times ours a value is."""
    return f"x{figure(value / ours)}" if ours else "-"


def table(title: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a table with a title and a heading for each column, 80 characters wide at most."""
    lines = [title, "-" * min(WIDTH, len(title)), _line("", columns)]
    return "\n".join([*lines, *(_line(label, cells) for label, cells in rows), ""])


def _line(label: str, cells: Sequence[str]) -> str:
    return (f"{label:<{_LABEL}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)).rstrip()


def plain(value: Any) -> Any:
    """Return what was measured as data for JSON, numbers to four digits."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else value
