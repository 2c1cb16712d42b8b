"""A draft as readers would get it if it were published now: data, and the bytes of its pictures."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from headless.documents import Build
from headless.documents.addresses import without_marks

from ..documents import StoryData
from ..models import StoryPage


@dataclass(frozen=True)
class Content:
    """The story, with `picture:1` and so on for the addresses of its pictures (JPEG), which nobody else has."""

    story: StoryData
    pictures: dict[str, bytes]

    def dump(self) -> bytes:
        pictures = {name: base64.b64encode(content).decode() for name, content in self.pictures.items()}
        return json.dumps({"story": self.story.model_dump(mode="json"), "pictures": pictures}).encode()

    @classmethod
    def load(cls, content: bytes) -> "Content":
        kept = json.loads(content)
        pictures = {name: base64.b64decode(picture) for name, picture in kept["pictures"].items()}
        return cls(StoryData.model_validate(kept["story"]), pictures)

    def with_addresses(self, address) -> StoryData:
        """The story with other addresses for its pictures. address: a function of their names, such as "1"."""
        text = self.story.model_dump(mode="json")
        return StoryData.model_validate(_each_picture(text, lambda url: address(url.removeprefix("picture:"))))


def as_it_will_appear(draft: StoryPage) -> Content:
    """Of a draft, what its basis lets appear on our own site. Nothing is stored, and no picture becomes public.

    It is the build of a published story and not that of a preview: a preview shows staff what readers do not get.
    """
    build = Build(draft)
    story = build.run()
    pictures: dict[str, bytes] = {}

    def take(url: str) -> str:
        name = str(len(pictures) + 1)
        pictures[name] = build.pictures.read(url)
        return f"picture:{name}"

    data = _each_picture(story.model_copy(update={"card": None}).model_dump(mode="json"), take)
    return Content(StoryData.model_validate_json(without_marks(json.dumps(data, ensure_ascii=False))), pictures)


def _each_picture(value: Any, address) -> Any:
    """The same data with one file for each picture, the one that everybody can show, at another address."""
    if isinstance(value, dict):
        if "renditions" in value:
            file = value["renditions"][-1]
            return value | {"renditions": [file | {"url": address(file["url"])}]}
        return {name: _each_picture(item, address) for name, item in value.items()}
    if isinstance(value, list):
        return [_each_picture(item, address) for item in value]
    return value
