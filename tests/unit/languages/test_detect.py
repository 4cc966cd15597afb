"""The language of a text, told from its script and commonest words."""

from __future__ import annotations

import pytest

from natcom.config import load_config
from natcom.languages.detect import UNKNOWN, detect_language, passage_language

SETTINGS = load_config().detection

ENGLISH = "The government has set a target for the share of renewable electricity, and progress is reported each year. "
CHINESE = "本報告說明我國溫室氣體排放之情形及政府為達成目標所採行的各項措施，並就能源、工業與農業部門分別敘述。"
SIMPLIFIED = "本报告说明我国温室气体排放的情况，以及政府为实现目标所采取的各项措施，并对能源、工业与农业部门分别叙述。"
FRENCH = "Le gouvernement a adopté une stratégie pour la réduction des émissions, et les progrès sont suivis. "
JAPANESE = "この報告書は、温室効果ガスの排出量と、政府が目標を達成するために行っている対策について説明するものである。"
KISWAHILI = "Serikali imeweka malengo makubwa kuhusu nishati mbadala na upunguzaji wake kwa kila mwaka nchini kote. "


@pytest.mark.parametrize(
    ("text", "code", "read_as"),
    [
        (ENGLISH * 3, "en", "en"),
        (CHINESE * 3, "zh-Hant", "zh-Hant"),
        (SIMPLIFIED * 3, "zh-Hans", "zh-Hant"),
        (FRENCH * 3, "fr", "en"),
        (JAPANESE * 3, "ja", "zh-Hant"),
        (KISWAHILI * 15, UNKNOWN, "en"),
        ("Fig. 2", None, "en"),
        ("12 34 56", None, None),
        (
            CHINESE + "United Nations Framework Convention on Climate Change, Conference of the Parties",
            "zh-Hant",
            "zh-Hant",
        ),
        (ENGLISH * 5 + "臺灣電力公司", "en", "en"),
    ],
)
def test_detect_language(text: str, code: str | None, read_as: str | None) -> None:
    assert detect_language([text], SETTINGS) == (code, read_as)


def test_ideographs_mapped_at_random_are_no_language() -> None:
    text = "".join(chr(0x5000 + 37 * n % 0x3000) for n in range(2000))
    assert detect_language([text], SETTINGS).code in (UNKNOWN, "zh-Hans")


def test_every_page_counts_towards_the_language() -> None:
    assert detect_language([ENGLISH, *[CHINESE * 40] * 30], SETTINGS).code == "zh-Hant"


@pytest.mark.parametrize(
    ("text", "report", "code"),
    [
        (ENGLISH, "zh-Hant", "en"),
        (CHINESE, "en", "zh-Hant"),
        (CHINESE, "zh-Hant", "zh-Hant"),
        (ENGLISH, "en", "en"),
        ("依 Paris Agreement 第 6 條辦理國際合作", "zh-Hant", "zh-Hant"),
        ("World Bank", "zh-Hant", "zh-Hant"),
    ],
)
def test_a_passage_in_another_language_is_read_in_it(text: str, report: str, code: str) -> None:
    assert passage_language(text, report, SETTINGS) == code
