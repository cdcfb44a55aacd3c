"""Reading topics.yaml: kinds of broadcasts; a rule base without the file has none."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from policies.source.yaml_files import open_file
from policies.topics import Topic

FILE: Final = "topics.yaml"
LONGEST: Final = 16
"""Characters of an id: it stands in buttons beside a number."""


def read_topics(root: Path) -> Mapping[str, Topic]:
    """Read every topic, by id, in the order of the file.

    Raises:
        RuleFileError: The file does not fit the schema, or an id is there twice or too long.
    """
    found: dict[str, Topic] = {}
    if not (root / FILE).is_file():
        return MappingProxyType(found)
    with open_file(root / FILE, root) as block:
        for item in block.blocks("topics"):
            topic = Topic(item.text("id"), item.words("name"))
            if topic.id in found:
                raise item.error(f"{topic.id} 写了两次", f"{topic.id} is there twice")
            if not topic.id.isidentifier() or len(topic.id) > LONGEST:
                raise item.error(f"{topic.id} 不能作编号", f"{topic.id} is no id")
            found[topic.id] = topic
    return MappingProxyType(found)
