"""First letters of Chinese words in pinyin, by a dictionary of words: 银行 is `yh`, 重庆 `cq`.

The dictionary takes half a second and 65 MB to load: only who asks for letters pays for it.
"""

import re

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_OTHER = re.compile(r"[^a-z0-9]+")


def initials(text: str) -> str:
    """Return the first letter of each Chinese character, other letters and digits as they are.

    Signs become one blank each. A word that can be read in two ways is read as the dictionary has it.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  the dictionary's size

    def letters(run: re.Match[str]) -> str:
        return "".join(one[:1] for one in lazy_pinyin(run.group(), style=Style.FIRST_LETTER))

    return _OTHER.sub(" ", _HAN.sub(letters, text).lower()).strip()
