"""The command ``cleanup``. Exit codes: 0 done or nothing found, 1 findings, 2 wrong input, configuration or rules, 3 our bug."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

import cleanup
from cleanup.errors import CleanupError, in_words

EXIT_WRONG_INPUT = 2
EXIT_BUG = 3


class _Commands(click.Group):
    """The commands, each loaded when it is called: whoever wants an article cleaned waits for nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["check", "fix", "explain", "rules", "names"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module(f"cleanup.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(cleanup.__version__, prog_name="cleanup")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def commands(debug: bool) -> None:
    """Clean up machine-translated copy.

    \b
    cleanup check article.txt              show what is wrong
    cleanup fix article.txt -o clean.txt   put right what is certain
    cleanup explain quotes                 what a check does, and why
    """


def main() -> None:
    """Run the command; an error is a sentence on standard error and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # Lone surrogates in a text must not end the report; and output is UTF-8 wherever we run.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = commands.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except CleanupError as error:
        print(error if "\n" in str(error) else f"cleanup: {error}", file=sys.stderr)
        code = EXIT_WRONG_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        print(f"cleanup: internal error: {in_words(error)} (--debug shows where)", file=sys.stderr)
        code = EXIT_BUG
    sys.exit(code if isinstance(code, int) else 0)
