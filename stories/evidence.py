"""What a file of evidence is, by its content: nobody's word, and no ending of a name, is believed. Bytes in, a word out."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

#: By kind: how the file ends, and what browsers are told that it is.
KINDS = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 100_000_000


@dataclass(frozen=True)
class File:
    """A file as it came: how it is called there, and what is in it."""

    name: str
    content: bytes


class NotEvidence(Exception):
    """A file that is kept by nobody: its `code` is empty, too_big, damaged or unknown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(content: bytes) -> str:
    """One of KINDS. Raises NotEvidence for what is none of them, too large, or cannot be read to its end."""
    if not content:
        raise NotEvidence("empty")
    if len(content) > MOST_BYTES:
        raise NotEvidence("too_big")
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise NotEvidence("damaged")
        return "pdf"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _picture(content)
    return _text(content)


def _picture(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NotEvidence("too_big")
                picture.load()
                return str(picture.format).lower()
    except NotEvidence:
        raise
    except Exception as error:  # a decoder raises whatever comes
        raise NotEvidence("damaged") from error


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotEvidence("unknown") from error
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise NotEvidence("unknown")
    return "txt"
