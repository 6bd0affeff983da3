"""Facts about languages that the judging of words rests on."""

from __future__ import annotations

import re

from cleanup.text import scripts

# Languages whose word lists are small or of mixed quality are not proposed, unless the text was translated from them.
MINOR = frozenset({"fil", "ha", "zu", "xh", "so", "mt", "cy", "ga", "sw", "eu", "sq"})
# … and of these only whole clauses.
RARE = frozenset({"mr", "ne"})
# Languages whose word lists have hardly any frequencies: a word that is in them is a word of theirs, and nothing more
# can be said.
WITHOUT_FREQUENCIES = frozenset({"be", "et", "gl", "sq", "cy", "ga", "sw", "af", "az"})
# Where the evidence is even: which languages texts are translated from, in nats.
PRIOR = {
    "en": 2.0,
    **dict.fromkeys(("de", "fr", "es", "ru"), 1.0),
    **dict.fromkeys(("it", "pt", "nl", "pl", "uk"), 0.5),
}
_FAMILIES = (
    "cs sk pl sl hr",
    "ru uk be bg mk sr",
    "da nb sv is",
    "es pt ca gl it fr ro",
    "de nl af",
    "id ms",
    "et fi",
    "lt lv",
    "tr az",
)
FAMILY = {tag: family for family, tags in enumerate(_FAMILIES) for tag in tags.split()}
# One word list for languages that share nearly all their words.
SHARED = {"no": "nb", "nn": "nb", "bs": "hr", "sh": "hr", "cnr": "hr"}

# Letters that a language of the script does not have and a neighbour has: one of them settles what a word is, even of
# a name.
ALIEN = {
    tag: re.compile(f"[{letters}{letters.upper()}]")
    for tag, letters in {
        "ru": "іїєґўђјљњћџѓѕќ", "uk": "ыэъёўђјљњћџѓѕќ", "be": "ищъїєґђјљњћџѓѕќ", "bg": "ыэёіїєґўђјљњћџѓѕќ",
        "mk": "йщъыьэюяёіїєґўђћ",
        "sr": "йщъыьэюяёіїєґўѓѕќ",
    }.items()
}  # fmt: skip
# Particles of names: Dimitri van den Bergh, Juan de la Cruz, Osama bin Laden.
PARTICLES = frozenset(
    """van von der den de het ten ter zu zum zur da do dos das di del della degli du des la le les el los y e bin ibn al ul
    af av""".split()  # noqa: SIM905
)
ROMANCE = frozenset({"fr", "es", "it", "pt", "ca", "gl", "ro"})
# The first words of names of institutions in these: Institut des hautes études, Syndicat national des discothèques.
HEAD = re.compile(
    r"""
    (?: Inst|Istit|Autorit|Rassembl|Mouvement|Movim|Front|Alian|Allian|Forum|Foro|Club|Équipe|Liste|Lista|Syndic|Sindic|Group|Grup
      | Assoc|Asoc|F[eé]d[eé]r|Confed|Conféd|Minist|Comit|Conse[ij]|Consig|Concil|Cent|É?[EÉ]col|Escue|Escol|Scuol|Univ
      | Soci|Uni[oóã]|Commi|Comis|Direc|Direz|Acad|Accad|Agen|Fond|Fund|Corte|Cour|Trib|Tour|Parti|Banqu|Banc|Mus|Hôp
      | Hosp|Osp|Consor|Lig[ua]|Lega|Ordre|Orden|Ordin|Offi|Ofic|Bureau|Chambr|C[aá]m[ae]r|Prix|Premi|Opéra|Théât|Teatr
      | Palais|Palac|Palaz|Casa|Maison|Plaza|Rue|Place|Calle|Via)
    """,
    re.VERBOSE,
)


def list_of(script: str, language: str) -> str:
    """The tag of the word list for a language: Serbian and Croatian, Norwegian Bokmål and Nynorsk have one each."""
    tag = scripts.primary(language)
    tag = SHARED.get(tag, tag)
    return ("sr" if script == "Cyrl" else "hr") if tag in ("hr", "sr") else tag
