"""Decisions: who takes a place, and who says no."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanup.baseline import Accepted
from cleanup.decide import Policy, Surroundings, decide
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix, splice
from cleanup.findings import Finding, Outcome
from cleanup.spans import Span

TEXT = "abcdefghijklmnopqrstuvwxyz"
ORDER = {"one": 0, "two": 1}


def finding(
    check: str, start: int, end: int, new: str | None, applicability: Applicability = Applicability.SAFE
) -> Finding:
    fix = Fix((Edit(Span(start, end), new),), applicability, "Do it") if new is not None else None
    return Finding.at(TEXT, Span(start, end), check=check, rule="r", message="m", fix=fix)


def outcomes(findings: list[Finding], **policy: object) -> list[tuple[str, str]]:
    decisions, _ = decide(findings, Policy(order=ORDER, **policy), Surroundings())  # type: ignore[arg-type]
    return [(d.finding.check, d.outcome.value) for d in decisions]


def test_the_first_check_takes_the_place() -> None:
    assert outcomes([finding("two", 0, 5, "X"), finding("one", 3, 8, "Y")]) == [("two", "blocked"), ("one", "applied")]


def test_the_surer_fix_takes_the_place() -> None:
    found = [finding("one", 0, 5, "X", Applicability.SUGGESTED), finding("two", 3, 8, "Y")]
    assert outcomes(found, level=Applicability.SUGGESTED) == [("one", "blocked"), ("two", "applied")]


def test_what_is_not_sure_enough_is_held_and_takes_no_place() -> None:
    found = [finding("one", 0, 5, "X", Applicability.SUGGESTED), finding("two", 3, 8, "Y")]
    assert outcomes(found) == [("one", "held"), ("two", "applied")]


def test_display_only_is_never_applied() -> None:
    found = [finding("one", 0, 5, "X", Applicability.DISPLAY_ONLY), finding("two", 9, 10, None)]
    assert outcomes(found, level=Applicability.SUGGESTED) == [("one", "held"), ("two", "held")]


def test_a_baseline_counts() -> None:
    found = [finding("one", 0, 1, None), finding("one", 0, 1, None)]
    assert outcomes(found, baseline=(Accepted(found[0].fingerprint, "one/r", "a", 1),)) == [
        ("one", "suppressed"),
        ("one", "held"),
    ]


def test_a_baseline_survives_a_new_translation() -> None:
    old = Finding.at("the word едут here", Span(9, 13), check="one", rule="r", message="m")
    new = Finding.at("quite another едут text едут", Span(14, 18), check="one", rule="r", message="m")
    more = Finding.at("quite another едут text едут", Span(24, 28), check="one", rule="r", message="m")
    accepted = (Accepted(old.fingerprint, "one/r", "едут", 1),)
    assert new.fingerprint != old.fingerprint
    assert outcomes([new, more], baseline=accepted) == [("one", "suppressed"), ("one", "held")]


def test_protected_places_stay() -> None:
    text = "see https://a.by/x now"
    found = Finding.at(
        text,
        Span(8, 10),
        check="one",
        rule="r",
        message="m",
        fix=Fix((Edit(Span(8, 10), "X"),), Applicability.SAFE, "t"),
    )
    decisions, edits = decide([found], Policy(), Surroundings(Segment(text)))
    assert decisions[0].outcome is Outcome.BLOCKED
    assert edits == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["one", "two"]), st.integers(0, 20), st.integers(0, 5), st.sampled_from(["", "X", "YZ"])
        ),
        max_size=12,
    )
)
def test_accepted_edits_never_clash(rows: list[tuple[str, int, int, str]]) -> None:
    found = [finding(check, start, start + width, new) for check, start, width, new in rows if width or new]
    decisions, edits = decide(found, Policy(order=ORDER), Surroundings())
    assert len(decisions) == len(found)
    splice(TEXT, edits)  # in_order raised already if two clashed
    applied = [d.finding for d in decisions if d.outcome is Outcome.APPLIED]
    assert sorted(e.span for f in applied if f.fix for e in f.fix.edits) == [e.span for e in edits]
