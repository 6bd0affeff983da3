"""Builds the packs of people and places that are on by default: rules/name-variant/{belarus,ukraine,…}.yaml and places.yaml.

    python tools/build_names_packs.py

People: a list, by hand, of names in the news and in history books that English spells one way, with the name in its own
script. Their variants are what the conventions of other languages (rules/romanisation) make of it: spellings that a
translation engine carries over from a German, French or Polish original. A spelling that any English convention makes is
never a variant here: whether Sergei or Sergey is right is for the house to say.

Places: cities and countries of these regions as CLDR names them in other languages, where that is a spelling of the English
name and not another name. Needs `babel` (BSD), which carries CLDR (Unicode License v3), and `wordfreq` for what is an English
word; neither is a dependency of the package.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from cleanup.records import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cleanup.text import romanisation  # noqa: E402
from cleanup.text.name_distance import same_name  # noqa: E402

FOLDER = ROOT / "rules" / "name-variant"
FOREIGN = {
    "german", "german-v", "french", "polish", "hungarian", "dutch", "dutch-w", "norwegian", "swedish", "spanish",
    "portuguese", "scientific", "czech", "croatian", "estonian",
}  # fmt: skip
ENGLISH = {"english", "english-i", "english-soft", "english-soft-y", "ala-lc", "historic", "georgian-national"}
ALPHABETS = {"russian", "ukrainian", "belarusian", "georgian", "armenian", "kazakh"}
SHORTEST = 6  # letters of a variant; shorter ones are words or other people's names too easily
MOST = 12  # variants of a name that is unmistakable: the usual spelling of each convention first
MOST_SUGGESTED = 6  # of the others
RAREST_WORD = 2.5  # Zipf frequency in English from which a variant is somebody else's

PEOPLE = {
    "belarus": """
        Lukashenko ru Лукашенко be Лукашэнка + Lukashenka Lukašenka Lukašenko Łukašenka Łukaszenka Łukaszenko
        Alexievich ru Алексиевич be Алексіевіч
        Kolesnikova ru Колесникова
        Protasevich ru Протасевич be Пратасевіч
        Makei ru Макей be Макей
        Statkevich ru Статкевич be Статкевіч
        Bialiatski be Бяляцкі
        Babariko ru Бабарико
        Golovchenko ru Головченко
        Kochanova ru Кочанова
        Poznyak ru Позняк be Пазьняк
        Shushkevich ru Шушкевич be Шушкевіч
        Kebich ru Кебич be Кебіч
        Masherov ru Машеров
        Domracheva ru Домрачева
        Khatskevich ru Хацкевич
        Ermoshina ru Ермошина
        Sannikov ru Санников be Саннікаў
        Milinkevich ru Милинкевич be Мілінкевіч
        Karpenkov ru Карпенков be Карпянкоў
        Vakulchik ru Вакульчик
        Ryzhenkov ru Рыженков
        Khrenin ru Хренин
        Kubrakov ru Кубраков
        Volfovich ru Вольфович
        Bykau be Быкаў
        Shchetkina ru Щёткина
        Azarenka be Азаранка ru Азаренко - Azarenko Asarenko
    """,
    "ukraine": """
        Poroshenko uk Порошенко ru Порошенко
        Tymoshenko uk Тимошенко
        Yanukovych uk Янукович
        Yushchenko uk Ющенко ru Ющенко
        Kravchuk uk Кравчук ru Кравчук
        Kuchma uk Кучма ru Кучма
        Yatsenyuk uk Яценюк ru Яценюк
        Turchynov uk Турчинов
        Klitschko uk Кличко
        Avakov uk Аваков ru Аваков
        Zaluzhny uk Залужний ru Залужный
        Syrsky uk Сирський ru Сырский
        Budanov uk Буданов ru Буданов
        Shmyhal uk Шмигаль
        Kuleba uk Кулеба ru Кулеба
        Danilov uk Данілов ru Данилов
        Reznikov uk Резніков ru Резников
        Arestovych uk Арестович
        Podolyak uk Подоляк ru Подоляк
        Yermak uk Єрмак ru Ермак
        Stefanchuk uk Стефанчук ru Стефанчук
        Vereshchuk uk Верещук ru Верещук
        Umerov uk Умєров ru Умеров
        Kolomoisky uk Коломойський ru Коломойский
        Akhmetov uk Ахметов ru Ахметов
        Medvedchuk uk Медведчук ru Медведчук
        Pinchuk uk Пінчук ru Пинчук
        Saakashvili ka სააკაშვილი ru Саакашвили
        Usyk uk Усик
        Shevchenko uk Шевченко ru Шевченко
        Khmelnytsky uk Хмельницький
        Sentsov uk Сенцов ru Сенцов
        Savchenko uk Савченко ru Савченко
    """,
    "russia": """
        Putin ru Путин - Poutine
        Medvedev ru Медведев
        Lavrov ru Лавров
        Shoigu ru Шойгу
        Peskov ru Песков
        Mishustin ru Мишустин
        Zakharova ru Захарова
        Matviyenko ru Матвиенко
        Volodin ru Володин
        Patrushev ru Патрушев
        Bortnikov ru Бортников
        Naryshkin ru Нарышкин
        Bastrykin ru Бастрыкин
        Kadyrov ru Кадыров
        Gerasimov ru Герасимов
        Surovikin ru Суровикин
        Prigozhin ru Пригожин
        Utkin ru Уткин
        Navalny ru Навальный
        Navalnaya ru Навальная
        Nemtsov ru Немцов
        Khodorkovsky ru Ходорковский
        Kasparov ru Каспаров
        Sobchak ru Собчак
        Zhirinovsky ru Жириновский
        Zyuganov ru Зюганов
        Mironov ru Миронов
        Sobyanin ru Собянин
        Belousov ru Белоусов
        Kiriyenko ru Кириенко
        Chemezov ru Чемезов
        Sechin ru Сечин
        Deripaska ru Дерипаска
        Abramovich ru Абрамович
        Usmanov ru Усманов
        Nabiullina ru Набиуллина
        Siluanov ru Силуанов
        Chubais ru Чубайс
        Ryabkov ru Рябков
        Nebenzya ru Небензя
        Girkin ru Гиркин
        Skripal ru Скрипаль
        Litvinenko ru Литвиненко
        Politkovskaya ru Политковская
        Yeltsin ru Ельцин
        Gorbachev ru Горбачёв
        Andropov ru Андропов
        Chernenko ru Черненко
        Brezhnev ru Брежнев
        Khrushchev ru Хрущёв
        Molotov ru Молотов
        Gromyko ru Громыко
        Shevardnadze ka შევარდნაძე ru Шеварднадзе
        Yevtushenko ru Евтушенко
        Solzhenitsyn ru Солженицын
        Sakharov ru Сахаров
        Pasternak ru Пастернак
        Akhmatova ru Ахматова
        Tsvetaeva ru Цветаева
        Mayakovsky ru Маяковский
        Bulgakov ru Булгаков
        Chekhov ru Чехов
        Turgenev ru Тургенев
        Lermontov ru Лермонтов
        Pushkin ru Пушкин
        Shostakovich ru Шостакович
        Mussorgsky ru Мусоргский
        Eisenstein ru Эйзенштейн - Ejzenštejn
        Tarkovsky ru Тарковский
        Gagarin ru Гагарин
        Tereshkova ru Терешкова
        Mendeleev ru Менделеев
        Zhukov ru Жуков
        Kalashnikov ru Калашников
        Zvyagintsev ru Звягинцев
        Netrebko ru Нетребко
        Sharapova ru Шарапова
    """,
    "caucasus": """
        Pashinyan hy Փաշինյան ru Пашинян
        Sargsyan hy Սարգսյան
        Kocharyan hy Քոչարյան ru Кочарян
        Mirzoyan hy Միրզոյան ru Мирзоян
        Ivanishvili ka ივანიშვილი ru Иванишвили
        Zourabichvili ka ზურაბიშვილი
        Kobakhidze ka კობახიძე ru Кобахидзе
        Garibashvili ka ღარიბაშვილი ru Гарибашвили
        Margvelashvili ka მარგველაშვილი ru Маргвелашвили
        Gamsakhurdia ka გამსახურდია ru Гамсахурдия
        Kavelashvili ka ყაველაშვილი ru Кавелашвили
        Okruashvili ka ოქრუაშვილი ru Окруашвили
        Merabishvili ka მერაბიშვილი ru Мерабишвили
        Aliyev ru Алиев
        Kvaratskhelia ka კვარაცხელია ru Кварацхелия
        Burjanadze ka ბურჯანაძე ru Бурджанадзе
        Bakradze ka ბაქრაძე
        Zhvania ka ჟვანია ru Жвания
        Kezerashvili ka კეზერაშვილი ru Кезерашвили
        Gakharia ka გახარია ru Гахария
        Basilashvili ka ბასილაშვილი ru Басилашвили
        Mamardashvili ka მამარდაშვილი ru Мамардашвили
        Kancheli ka კანჩელი ru Канчели
        Tsarukyan ru Царукян
        Karapetyan hy Կարապետյան ru Карапетян
        Harutyunyan hy Հարությունյան
        Ghukasyan hy Ղուկասյան
        Khachaturian ru Хачатурян hy Խաչատրյան
        Mkhitaryan hy Մխիթարյան ru Мхитарян
        Aronian hy Արոնյան ru Аронян
        Guliyev ru Гулиев
    """,
    "central-asia": """
        Nazarbayev ru Назарбаев kk Назарбаев
        Tokayev ru Токаев
        Berdimuhamedow ru Бердымухамедов
        Mirziyoyev ru Мирзиёев
        Karimov ru Каримов
        Japarov ru Жапаров
        Atambayev ru Атамбаев
        Jeenbekov ru Жээнбеков
        Bakiyev ru Бакиев
        Otunbayeva ru Отунбаева
        Tashiyev ru Ташиев
        Rahmon ru Рахмон
        Niyazov ru Ниязов
        Ablyazov ru Аблязов
        Masimov ru Масимов
        Sarsenbayev ru Сарсенбаев
        Kulibayev ru Кулибаев
        Tasmagambetov ru Тасмагамбетов
        Sagintayev ru Сагинтаев
        Smailov ru Смаилов
        Bektenov ru Бектенов
        Suleimenov ru Сулейменов
        Aitmatov ru Айтматов
        Akayev ru Акаев
        Madumarov ru Мадумаров
        Babanov ru Бабанов
        Tekebayev ru Текебаев
        Nabiyev ru Набиев
        Abdullayev ru Абдуллаев
        Kaipov ru Каипов
        Rybakina ru Рыбакина
    """,
}

# Names that mean one person to every reader, in whatever convention. All others are suggested only: a Danilow may be a German.
_UNMISTAKABLE = """
    Lukashenko Alexievich Protasevich Poroshenko Tymoshenko Yanukovych Yushchenko Yatsenyuk Saakashvili Kolomoisky Putin Medvedev
    Lavrov Shoigu Mishustin Matviyenko Patrushev Naryshkin Bastrykin Prigozhin Navalny Navalnaya Nemtsov Khodorkovsky Zhirinovsky
    Zyuganov Nabiullina Politkovskaya Yeltsin Gorbachev Brezhnev Khrushchev Shevardnadze Solzhenitsyn Shostakovich Mussorgsky
    Yevtushenko Pashinyan Sargsyan Ivanishvili Margvelashvili Gamsakhurdia Kvaratskhelia Nazarbayev Tokayev Berdimuhamedow
    Mirziyoyev Atambayev
    """
UNMISTAKABLE = frozenset(_UNMISTAKABLE.split())

EXAMPLES = {
    "Lukashenko": """\
    because: the form that international agencies use; Lukashenka is the Belarusian one
    examples:
      - {wrong: "on Monday Lukashenka called Putin", right: "on Monday Lukashenko called Putin"}
      - {wrong: "Lukashenka’s office; LUKASHENKA'S DECREE", right: "Lukashenko’s office; LUKASHENKO'S DECREE"}
      - {wrong: "anti-Lukashenka marches", right: "anti-Lukashenko marches"}
      - {leave: "the road from Orsha to Vitebsk and Grodno"}
      - {leave: "#Lukashenka, @Lukashenka and example.org/Lukashenka"}
""",
    "Navalny": """\
    examples:
      - {wrong: "Nawalny's lawyers and the Nawalny case", right: "Navalny's lawyers and the Navalny case"}
      - {leave: "Yulia Navalnaya spoke"}
""",
    "Gorbachev": """\
    examples:
      - {wrong: "the Gorbatschow years", right: "the Gorbachev years"}
      - {leave: "Gorbachevs and the gorbatschow.example site"}
""",
    "Saakashvili": """\
    examples:
      - {wrong: "SAAKASCHWILI JAILED", right: "SAAKASHVILI JAILED"}
      - {leave: "the Saakaschwilistan joke"}
""",
    "Yanukovych": """\
    examples:
      - {wrong: "after Janukowytsch fled", right: "after Yanukovych fled"}
""",
    "Nazarbayev": """\
    examples:
      - {wrong: "Nasarbajew's daughter", right: "Nazarbayev's daughter"}
""",
    "Pashinyan": """\
    examples:
      - {wrong: "Paschinjan and Pachinian met", right: "Pashinyan and Pashinyan met"}
""",
}

# What CLDR's other languages call a place, and English calls something else or writes so itself: Rossiya is a broadcaster, Mauretania
# a ship and an ancient land, a katar a dagger; Ekaterinburg, Aktau and Kyzylorda stand in English papers.
_NOT_A_SPELLING = """
Rossiya Rusija Rossija Rosja Ekaterinburg Erevan Erivan Aktau Aktobe Kyzylorda Kostanai Kustanai Kustanaj Moldavia Mauretania Ammon
Soudan Libanon Marocco Taipeh Ulanbator Samarqand Bahrein Riyad Kuweit Tadjikistan Kirghizstan Kirgizstan Khovd Khartum Muskat Katar
Turkmenia Azerbaidzhan Sian Karakoram Erbil
"""
NOT_A_SPELLING = frozenset(_NOT_A_SPELLING.split())

REGIONS = {
    "BY UA RU MD": "Eastern Europe",
    "AM AZ GE": "the Caucasus",
    "KZ KG TJ TM UZ MN": "Central Asia",
    "DZ BH EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SS SY TN AE YE": "the Arab world",
    "IR AF": "Iran and Afghanistan",
    "CN TW HK MO": "China",
}
_LOCALES = """
af az ca cs cy da de es et eu fi fr ga gl hr hu is it lt lv ms nb
nl pl pt ro sk sl sq sv sw tr uz vi id
"""
LOCALES = _LOCALES.split()
HEADER = """\
# {title}
#
# Built by tools/build_names_packs.py, where the list stands and what it leaves out is said; do not edit by hand.
# {source}
check: name-variant
language: [{language}]
rules:
"""
BY_HAND = ROOT / "tools" / "names_by_hand.yaml"
# The conventions of each language's own press: what they make is no variant there.
OWN = {
    "de": {"german", "german-v", "historic-german"},
    "fr": {"french", "historic-french"},
    "pl": {"polish"},
    "cs": {"czech", "czech-soft", "slovak"},
    "es": {"spanish"},
    "it": {"italian", "scientific", "croatian", "czech"},
}
TITLES = {"arab-world": "the Arab world", "iran": "Iran", "china": "China"}
LANGUAGES = {"de": "German", "fr": "French", "pl": "Polish", "cs": "Czech", "es": "Spanish", "it": "Italian"}
ENGLISH_PRESS = {"english"}


def conventions(names: set[str]) -> list[romanisation.Table]:
    return [table for table in romanisation._conventions() if table.name in names]


def spellings(name: str, language: str, names: set[str]) -> dict[str, int]:
    """Spelling → how far down it stands among the choices of a convention."""
    found: dict[str, int] = {}
    for alphabet in romanisation._alphabets_for(name.lower(), language):
        if alphabet.name not in ALPHABETS:
            continue
        for table in conventions(names):
            if table.languages & alphabet.languages if table.languages else alphabet.common:
                for rank, spelling in enumerate(romanisation._spellings(name, alphabet, replace(table, accents=""))):
                    found[spelling] = min(rank, found.get(spelling, rank))
    return found


def frequency(word: str, language: str = "en") -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))


def bare(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


def variants_of(prefer: str, originals: Iterable[tuple[str, str]], more: set[str], without: set[str]) -> list[str]:
    pairs = list(originals)
    foreign: dict[str, int] = {}
    english: set[str] = set()
    for tag, name in pairs:
        for spelling, rank in spellings(name, tag, FOREIGN).items():
            foreign[spelling] = min(rank, foreign.get(spelling, rank))
        english.update(spellings(name, tag, ENGLISH))
    usable = [spelling for spelling in foreign if spelling not in english | without | {prefer} and is_usable(spelling)]
    near = sorted(usable, key=lambda spelling: (foreign[spelling], not same_name(spelling, prefer), spelling))
    return sorted({*near[: MOST if prefer in UNMISTAKABLE else MOST_SUGGESTED], *more})


def press(language: str, names: str) -> str:
    """Names as one language's press writes them; what English and the press of other languages write are the variants."""
    lines = []
    taken: dict[str, str] = {}
    everyone = {line.split()[0] for line in names.strip().splitlines()}
    for line in names.strip().splitlines():
        prefer, *words = line.split()
        at = words.index("+") if "+" in words else len(words)
        pairs, more = words[:at], words[at + 1 :]
        own: set[str] = set()
        foreign: dict[str, int] = {}
        english: set[str] = set()  # what a translator by way of English writes
        for tag, name in zip(pairs[::2], pairs[1::2], strict=True):
            english.update(s for s, rank in spellings(name, tag, ENGLISH_PRESS).items() if not rank)
            own.update(spellings(name, tag, OWN[language]))
            for spelling, rank in spellings(name, tag, (FOREIGN | ENGLISH_PRESS) - OWN[language]).items():
                foreign[spelling] = min(rank, foreign.get(spelling, rank))
        usable = [
            spelling
            for spelling in foreign
            if spelling not in (own - english) | everyone
            and is_usable(spelling, language)
            and bare(spelling) != bare(prefer)
            and same_name(spelling, prefer)
        ]
        near = sorted(usable, key=lambda spelling: (spelling not in english, foreign[spelling], spelling))
        found = sorted({*near[:MOST], *more})
        found = [variant for variant in found if taken.setdefault(variant, prefer) == prefer]
        if found:
            # An entry of the same name in another file would replace this one.
            lines.append(
                f"  {prefer} ({language}): {{prefer: {prefer}, variants: [{', '.join(found)}], applies: suggested}}"
            )
    return "\n".join(lines) + "\n"


def spelled(names: dict[str, str]) -> str:
    """Names whose variants are written out. A variant that is a word of English, or one letter of another name, is refused."""
    lines = []
    taken: dict[str, str] = {}
    for prefer, written in names.items():
        variants = sorted(written.split("|") if "|" in written or " " in prefer else written.split())
        for variant in variants:
            assert taken.setdefault(variant, prefer) == prefer, variant
            assert variant != prefer, variant
            assert not variant.isalpha() or frequency(variant) < RAREST_WORD, variant
        lines.append(f"  {prefer}: {{prefer: {prefer}, variants: [{', '.join(variants)}], applies: suggested}}")
    return "\n".join(lines) + "\n"


def is_usable(spelling: str, language: str = "en") -> bool:
    return (
        len(spelling) >= SHORTEST
        and not spelling.endswith("ine")  # Antoine Volodine: emigrants keep the French form
        and spelling.isalpha()
        and spelling[0].isupper()
        and frequency(spelling, language) < RAREST_WORD
    )


def people(region: str) -> str:
    lines = []
    taken: dict[str, str] = {}
    for line in PEOPLE[region].strip().splitlines():
        words = line.split()
        prefer, rest = words[0], words[1:]
        more = set(rest[rest.index("+") + 1 :]) if "+" in rest else set()
        without = set(rest[rest.index("-") + 1 :]) if "-" in rest else set()
        pairs = rest[: next((i for i, w in enumerate(rest) if w in "+-"), len(rest))]
        found = variants_of(prefer, zip(pairs[::2], pairs[1::2], strict=True), more, without)
        found = [variant for variant in found if taken.setdefault(variant, prefer) == prefer]
        if not found:
            continue
        listed = f"[{', '.join(found)}]"
        safe = prefer in UNMISTAKABLE
        if prefer in EXAMPLES:
            lines.append(f"  {prefer}:\n    variants: {listed}\n{EXAMPLES[prefer].rstrip()}")
            continue
        lines.append(
            f"  {prefer}: {listed}"
            if safe
            else f"  {prefer}: {{prefer: {prefer}, variants: {listed}, applies: suggested}}"
        )
    return "\n".join(lines) + "\n"


def places() -> str:
    from babel import Locale
    from babel.core import get_global

    english = Locale("en")
    zones = get_global("zone_territories")
    lines = []
    taken = set(english.territories.values())
    for codes, region in REGIONS.items():
        lines.append(f"  # {region}")
        for code in codes.split():
            named = {("territories", code): english.territories[code]}
            for zone, territory in zones.items():
                if territory == code and "/" in zone and not zone.startswith("Etc"):
                    default = zone.rsplit("/", 1)[-1].replace("_", " ")
                    named["time_zones", zone] = english.time_zones.get(zone, {}).get("city", default)
            for (kind, key), prefer in sorted(named.items(), key=lambda item: (item[0][0] != "territories", item[1])):
                others = {local_name(Locale(tag), kind, key) for tag in LOCALES} - {None, prefer}
                found = sorted(
                    name
                    for name in others
                    if name and is_spelling_of(name, prefer) and name not in taken | NOT_A_SPELLING
                )
                taken.update(found)
                if found and prefer.isalpha():
                    lines.append(
                        f"  {prefer}: {{prefer: {prefer}, variants: [{', '.join(found[:MOST])}], applies: suggested}}"
                    )
    return "\n".join(lines) + "\n"


def local_name(locale: object, kind: str, key: str) -> str | None:
    facts = getattr(locale, kind).get(key)
    return facts.get("city") if isinstance(facts, dict) or hasattr(facts, "get") else facts


def is_spelling_of(name: str, prefer: str) -> bool:
    if bare(name) == bare(prefer):
        return False  # Chișinău is no misspelling of Chisinau
    return len(name) > 4 and name.isalpha() and frequency(name) < RAREST_WORD and same_name(name, prefer)


def main() -> None:
    made = (
        "Variants: the conventions in rules/romanisation, each with its source, but for what any English one makes too."
    )
    for region in PEOPLE:
        title = f"People of the news and of history from {region.replace('-', ' ').title()}, as English spells them."
        (FOLDER / f"{region}.yaml").write_text(
            HEADER.format(title=title, source=made, language="en") + people(region), encoding="utf-8"
        )
    by_hand = romanisation.read_yaml(BY_HAND)
    for language, names in by_hand["press"].items():
        title = f"People of the news and of history from Eastern Europe and Asia, as the {LANGUAGES[language]} press spells them."
        (FOLDER / f"people-{language}.yaml").write_text(
            HEADER.format(
                title=title, source=f"{made}\n# Preferred spellings: tools/names_by_hand.yaml.", language=language
            )
            + press(language, names),
            encoding="utf-8",
        )
    for region, names in by_hand["spelled"].items():
        title = f"Names of the news and of history from {TITLES[region]}, as English spells them. Suggested only."
        source = "Variants: the press of nine other languages, by hand in tools/names_by_hand.yaml, which says what was left out."
        (FOLDER / f"{region}.yaml").write_text(
            HEADER.format(title=title, source=source, language="en") + spelled(names), encoding="utf-8"
        )
    import babel

    source = f"Source: Unicode CLDR as packed in babel {babel.__version__}; Unicode License v3, https://www.unicode.org/license.txt"
    title = "Countries and cities as other languages spell them. Suggested only: a title may quote them."
    (FOLDER / "places.yaml").write_text(
        HEADER.format(title=title, source=source, language="en") + places(), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
