"""Configuration files: found upwards, read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.config import find_config, load_config
from cleanup.errors import ConfigError


def test_the_nearest_file_upwards(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "cleanup.toml").write_text('language = "de"\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find_config(inner) == tmp_path / "cleanup.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.cleanup]\nlanguage = 'fr'\n")
    assert find_config(inner / "article.txt") == tmp_path / "a" / "pyproject.toml"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    path = tmp_path / "cleanup.toml"
    path.write_text('rules = ["house", "kyiv-national"]\n[options.quotes]\nstyle = "locale"\n')
    config = load_config(path)
    assert config.list("rules") == (str(tmp_path / "house"), "kyiv-national")
    assert config.options == {"quotes": {"style": "locale"}}


def test_all_problems_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "cleanup.toml"
    path.write_text('languge = "de"\n\nselect = "quotes"\nlevel = 3\n')
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert [(p.place.line, p.place.column) for p in caught.value.problems] == [(1, 1), (3, 1), (4, 1)]
    assert 'unknown key "languge"; did you mean "language"?' in str(caught.value)


def test_broken_toml(tmp_path: Path) -> None:
    path = tmp_path / "cleanup.toml"
    path.write_text('language = "de\n')
    with pytest.raises(ConfigError, match=r"cleanup\.toml:1:\d+: error: not valid TOML"):
        load_config(path)
