"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).parent.parent

os.environ["CLEANUP_CACHE_DIR"] = ""  # a test leaves nothing behind and finds nothing of another's

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "dev")
