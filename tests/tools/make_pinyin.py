"""Make the pinyin table anew: `python tests/tools/make_pinyin.py` writes ``data/pinyin.txt``.

Needs the library pypinyin (MIT licence, its readings from the pinyin-data and
phrase-pinyin-data collections, MIT licence too) in the environment that runs
it; the program itself only reads the table. A character keeps the readings
that its phrases show to be common, three at the most. Surnames with a reading
of their own are listed here by hand.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = ROOT / "data" / "pinyin.txt"
COMMON, MOST = 0.08, 3
"""The share of a character's phrases that makes a reading common, and how many are kept."""

MORE = "玥喆堃昇翀珺旸镕垚赟焱燚犇骉瑀璟晞祎珩琀湉炘烨晟彧昱嫚娅婳翯玚琤琰瑄珝玙璠钰鋆锜铖"
"""Characters of given names that neither GB2312 nor the common Big5 plane has."""

HEAD = """\
# Readings of Chinese characters, a syllable a line, then the surnames read their own way.
# Made by tests/tools/make_pinyin.py from the data of pypinyin (MIT licence).
"""

SURNAMES = """
曾 zeng 單 shan 单 shan 解 xie 仇 qiu 查 zha 区 ou 區 ou 盖 ge,gai 蓋 ge,gai 任 ren 华 hua 華 hua
翟 zhai,di 朴 piao 乐 yue,le 樂 yue,le 员 yun 員 yun 黑 he,hei 折 she 尉 wei 宁 ning 寧 ning
召 shao 种 chong 缪 miao 繆 miao 繁 po 秘 bi 逄 pang 隗 wei,kui 车 che 車 che 柏 bai 燕 yan
冼 xian 覃 qin,tan 那 na 洗 xian 葛 ge 曲 qu 能 nai 郇 xun,huan 哈 ha 撒 sa 祭 zhai 万 wan 萬 wan
余 yu 俞 yu 于 yu 沈 shen 石 shi 晁 chao 重 chong 过 guo 過 guo 藏 zang 长 chang 長 chang
行 xing 都 du 句 gou 便 pian 谌 chen,shen 諶 chen,shen 应 ying 應 ying 纪 ji 紀 ji 牟 mu,mou
贾 jia 賈 jia 谷 gu 钭 tou,dou 乜 nie 阚 kan 闞 kan 佘 she 靳 jin 桓 huan 薄 bo 卜 bu 臧 zang 褚 chu
尹 yin 俱 ju 干 gan 术 zhu,shu 占 zhan 尧 yao 相 xiang 要 yao 佴 nai 亓 qi 庹 tuo 宓 mi 弗 fei
殷 yin 盛 sheng 殳 shu 景 jing 乘 sheng 邵 shao 费 fei 費 fei 观 guan 訾 zi 冯 feng 馮 feng
阿 a 大 da 叶 ye 葉 ye 陆 lu 陸 lu 祝 zhu 会 gui,hui 莘 shen,xin 戚 qi 强 qiang 強 qiang 率 shuai
尉迟 yu chi 尉遲 yu chi 长孙 zhang sun 長孫 zhang sun 万俟 mo qi 单于 chan yu 單于 chan yu
澹台 tan tai 澹臺 tan tai 鲜于 xian yu 宰父 zai fu 令狐 ling hu 夏侯 xia hou 诸葛 zhu ge 諸葛 zhu ge
上官 shang guan 欧阳 ou yang 歐陽 ou yang 司马 si ma 司馬 si ma 司徒 si tu 司空 si kong
东方 dong fang 東方 dong fang 独孤 du gu 獨孤 du gu 南宫 nan gong 慕容 mu rong 皇甫 huang fu
宇文 yu wen 呼延 hu yan 公孙 gong sun 公孫 gong sun 轩辕 xuan yuan 端木 duan mu 百里 bai li
东郭 dong guo 钟离 zhong li 濮阳 pu yang 淳于 chun yu 申屠 shen tu 拓跋 tuo ba 完颜 wan yan
赫连 he lian 闻人 wen ren 公冶 gong ye 宗政 zong zheng 仲孙 zhong sun 闾丘 lü qiu 颛孙 zhuan sun
亓官 qi guan 乐正 yue zheng 夹谷 jia gu 谷梁 gu liang 段干 duan gan 梁丘 liang qiu 左丘 zuo qiu
西门 xi men 纳兰 na lan 子车 zi ju 第五 di wu 太史 tai shi 漆雕 qi diao 巫马 wu ma
"""
"""Surnames; several readings of one character are parted by commas."""


def letters_of(reading: str) -> str:
    """Return a reading in plain letters, ü as v: lǜ is lv."""
    plain = unicodedata.normalize("NFD", reading.lower().replace("ɡ", "g"))
    kept = plain.replace("u\u0308", "v")
    return "".join(letter for letter in kept if letter.isascii() and letter.isalpha())


def characters() -> list[str]:
    """Return the characters of the table, in the order of their numbers."""
    found = {*_plane("gb2312", range(0xB0, 0xF8)), *_plane("big5", range(0xA4, 0xC7)), *MORE}
    return sorted(found)


def _plane(encoding: str, rows: range) -> Iterator[str]:
    for row in rows:
        for cell in range(0x40, 0xFF):
            text = bytes((row, cell)).decode(encoding, "ignore")
            if len(text) == 1 and unicodedata.name(text, "").startswith("CJK UNIFIED"):
                yield text


def readings(wanted: Iterable[str]) -> dict[str, list[str]]:
    """Return the common readings of the characters, the commonest first."""
    from pypinyin import phrases_dict, pinyin_dict  # type: ignore[import-not-found]

    shown = _in_phrases(phrases_dict.phrases_dict)
    listed = pinyin_dict.pinyin_dict
    return {letter: _common(listed.get(ord(letter), ""), shown.get(letter)) for letter in wanted}


def _in_phrases(phrases: dict[str, Any]) -> dict[str, Counter[str]]:
    shown: dict[str, Counter[str]] = {}
    for phrase, parts in phrases.items():
        for letter, ways in zip(phrase, parts, strict=False):
            shown.setdefault(letter, Counter())[letters_of(ways[0])] += 1
    return shown


def _common(listed: str, shown: Counter[str] | None) -> list[str]:
    known = list(dict.fromkeys(filter(None, map(letters_of, listed.split(",")))))
    if not shown or sum(shown.values()) < 3:
        return known[:2]
    whole = sum(shown.values())
    common = [way for way, count in shown.most_common(MOST) if way and count >= COMMON * whole]
    return list(dict.fromkeys([*common, *known[:1]]))[:MOST]


def surnames() -> Iterator[str]:
    """Yield the lines of the surnames: the characters, then a reading for each."""
    words = SURNAMES.split()
    while words:
        name = words.pop(0)
        ways = [words.pop(0).replace("ü", "v") for _letter in name]
        yield " ".join((name, *ways))


def table() -> str:
    """Return the table as text."""
    found = readings(characters())
    syllables: dict[str, list[str]] = {}
    for letter, ways in found.items():
        for way in ways:
            syllables.setdefault(way, []).append(letter)
    lines = [f"{way} {''.join(letters)}" for way, letters in sorted(syllables.items())]
    return "\n".join([HEAD.rstrip(), *lines, "", *dict.fromkeys(surnames()), ""])


def main() -> None:
    """Write the table and say how large it is."""
    text = table()
    TABLE.write_text(text, "utf-8")
    size = len(text.encode())
    print(json.dumps({"bytes": size, "characters": len(characters())}))


if __name__ == "__main__":
    main()
