# ruff: noqa: E501 - one group of values is one line
"""Values that break a careless document: each is printed as typed, or with its control characters as spaces."""

from __future__ import annotations

from typing import Final

NAKAL: Final[tuple[str, ...]] = (
    # markup
    *("A & B", "a < b > c", "<b>tebal</b>", "</w:t></w:r></w:p>", "<w:p/>", "&amp;", "&lt;w:br/&gt;", "&#8216;", "&#x0;"),
    *("<![CDATA[isi]]>", "]]>", "<!-- komentar -->", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///'>]>"),
    *("&tidak_ada;", "<script>alert(1)</script>", 'xml:space="preserve"', '<w:br w:type="page"/>'),
    # quotes
    *('"kutip"', "'kutip'", "“miring” ‘satu’", "`punggung`", "Jum'at", "tinggi 5'10\""),
    # Jinja, docxtpl and Python
    *("{{ tahun }}", "{{", "}}", "{% raw %}", "%}", "{% for x in y %}", "{%tr for x in y %}", "{%p if x %}", "{% vm %}"),
    *("{# catatan #}", "{{ ''.__class__.__mro__ }}", "{_{", "}_}", "{%- x -%}", "{{r x }}", "%(x)s", "{0}", "{nama}", "$x"),
    # Word fields and Excel formulas
    *("{ PAGE }", "PAGEREF _Toc1 \\h", '{ INCLUDETEXT "c:\\rahasia" }', "MERGEFIELD Nama", 'DDEAUTO c:\\x "y"', "=1+1"),
    *("@SUM(A1)", "\\n bukan baris", "^p", "^l", "C:\\Users\\x"),
    # white space and line ends
    *("dua\nbaris", "tiga\r\nbaris\rlagi", "a\tb\tc", "  tepi  ", "a  b   c", "\n", "\t", " ", "x\u2028y\u2029z", "a\u00a0b"),
    # control and forbidden characters
    *("a\x00b", "a\x01b\x08c", "a\x0bb\x0cc", "\x07bel", "a\x1fb\x7fc", "a\x85b", "a\ud800b", "a\udfffb", "a\ufffeb\uffffc"),
    # scripts, direction, width, combination
    *("مكتبة وأرشيف", "ספרייה", "\u202eterbalik\u202c", "\u200fx\u200e", "a\u200bb\u200dc\ufeffd", "é e\u0301", "Z̷̢̛a̸l̶g̵o"),
    *("📚🗂️ 👩‍💻 🇮🇩", "𝔸𝟙𠀀", "漢字かな", "ꦲꦏ꧀ꦱꦫꦗꦮ", "½ ¼ ² ₂ ‰ °", "–—…•·", "ﬁﬂ", "a\u00adb", "İıŞş"),
    # lengths
    *("", "x" * 300, "kata " * 400, "sangatpanjangtanpaspasi" * 100, "9" * 60, "n" * 40_000, "a/b" * 200, "-" * 250),
)  # fmt: skip
