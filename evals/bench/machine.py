"""What a measurement was made on. A figure without it means nothing."""

import os
import platform
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Machine:
    """The machine and the versions of what was measured."""

    cores: int
    """Cores that this process may use."""
    memory_gb: float
    postgresql: str
    python: str
    system: str
    load: float
    """Load of the last minute when the measurement ended: on a machine with other work figures are too high."""
    on: str
    """The day, ISO."""

    @classmethod
    def here(cls, postgresql: str, now: datetime) -> "Machine":
        """This one.

        Args:
            postgresql: the server's version, as it says it.
            now: when the measurement ends.
        """
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cls(
            cores=cores,
            memory_gb=round(memory / 2**30, 1),
            postgresql=postgresql,
            python=platform.python_version(),
            system=f"{platform.system()} {platform.machine()}",
            load=round(os.getloadavg()[0], 2),
            on=now.date().isoformat(),
        )

    @property
    def said(self) -> str:
        """In one line."""
        return (
            f"{self.cores} cores, {self.memory_gb} GB, PostgreSQL {self.postgresql}, Python {self.python}, "
            f"{self.system}, load {self.load}, {self.on}"
        )
