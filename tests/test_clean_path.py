"""Clean text is passed by scans in C: what is done in Python does not grow with its words."""

from __future__ import annotations

import re
from random import Random

import pytest
from counting import calls

from cleanup import Cleaner
from cleanup.check import Stage
from cleanup.document import Segment

CHECKS = ("mixed-script-word", "repetition", "residue", "furniture", "convention", "brackets", "source-mismatch")
MOST = 80  # calls for a clean text of any length
ROUNDING = 8  # a few calls more: some steps are left out in short texts
WORD = re.compile(r"\w+")
SENTENCES = {
    "en": (
        "The council (which met on 5 May) agreed to pay 1,200 euros, a third of what the theatre had asked for.",
        "Anna’s brother said on Tuesday that he would rather walk the 14.5 miles – and nobody doubted it.",
        "In 1987 the bridge was closed; the ferry, however, went on until the autumn of the next year.",
        "“We saw the light [of the harbour] at nine,” she wrote, “and knew that it was over.”",
    ),
    "ru": (
        "Совет (он собрался 5 мая) решил выплатить 1 200 рублей, треть того, о чём просил театр.",
        "Брат Анны сказал во вторник, что лучше пройдёт 14,5 километра пешком – никто не удивился.",
        "В 1987 году мост закрыли; паром, однако, ходил до осени следующего года.",
        "«Мы увидели огни гавани в девять, – писала она, – и поняли, что всё позади».",
    ),
    "zh": (
        "市议会（5月5日开会）同意支付1200欧元，只是剧院所要求的三分之一。",
        "安娜的哥哥星期二说，他宁愿步行14.5英里，没有人怀疑这一点。",
        "1987年，这座桥关闭了；不过渡船一直运行到第二年秋天。",
        "她写道：“九点钟，我们看到了港口的灯光，知道一切都结束了。”",
    ),
}


def text(language: str, rounds: int) -> str:
    """The sentences in one paragraph again and again, of which there are always four."""
    space = "" if language == "zh" else " "
    return "\n\n".join(space.join([*SENTENCES[language][at:], *SENTENCES[language][:at]] * rounds) for at in range(4))


def jumbled(language: str, rounds: int) -> str:
    """The same with other letters in its words, since sentences that come again and again are a loop."""
    given, order = text(language, rounds), Random(rounds)
    letters = sorted(filter(str.isalpha, {*given}))
    return WORD.sub(lambda word: "".join(order.choices(letters, k=len(word[0]))), given)


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("check", CHECKS)
def test_the_words_of_clean_text_are_not_looked_at(check: str, language: str) -> None:
    steps = Cleaner(language=language, select=[check])._steps(language)
    (name, find, compiled, options, _), *_ = steps.made(Stage.DETECT)

    def looked_at(rounds: int) -> int:
        made = jumbled if check == "repetition" else text
        segments = [Segment(made(language, rounds), language) for _ in range(2)]
        assert list(find(segments[0], compiled, options)) == []  # and makes what is made once
        return calls(lambda: list(find(segments[1], compiled, options)))

    few, many = looked_at(1), looked_at(40)
    assert few <= MOST, name
    assert many <= few + ROUNDING, name
