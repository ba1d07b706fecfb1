"""Wrap-up codes (outcomes) and tags of conversations, as an insurer configures them (`config/wrap_up.toml`)."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules
from chalicelib.content.configuration import LOCALES, texts

MAX_TAG_CHARS = 20
"""Maximum length of a tag."""

MAX_TAGS = 8
"""Maximum number of tags of a conversation."""


class Outcome(Struct, frozen=True, forbid_unknown_fields=True):
    """A wrap-up code. It is offered in `queues` alone, unless that is empty."""

    code: str
    queues: tuple[str, ...] = ()
    note_required: bool = False


class WrapUpRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The outcomes and tags that are offered. `optional_in` are queues whose conversations need no outcome; with
    `free_tags` agents may write tags of their own."""

    outcomes: tuple[Outcome, ...]
    optional_in: tuple[str, ...]
    tags: tuple[str, ...]
    free_tags: bool


class OutcomeView(Struct, frozen=True, omit_defaults=True):
    """A wrap-up code with its label by language. Offered in `queues` alone, unless that is empty."""

    code: str
    labels: dict[str, str]
    queues: tuple[str, ...] = ()
    note_required: bool = False


class TagView(Struct, frozen=True):
    """A configured tag with its label by language."""

    tag: str
    labels: dict[str, str]


class WrapUpView(Struct, frozen=True, omit_defaults=True):
    """What agents choose from to record a conversation. In the queues of `optional_in` no outcome is needed; with
    `free_tags` a tag may be any text."""

    outcomes: tuple[OutcomeView, ...]
    tags: tuple[TagView, ...] = ()
    optional_in: tuple[str, ...] = ()
    free_tags: bool = False


@cache
def wrap_up_rules() -> WrapUpRules:
    """The rules of `wrap_up.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("wrap_up.toml", WrapUpRules)


@cache
def wrap_up_view() -> WrapUpView:
    """The rules with their labels, for the agents' page."""
    rules = wrap_up_rules()
    return WrapUpView(
        outcomes=tuple(
            OutcomeView(each.code, _labels("outcomes", each.code), each.queues, each.note_required)
            for each in rules.outcomes
        ),
        tags=tuple(TagView(tag, _labels("tags", tag)) for tag in rules.tags),
        optional_in=rules.optional_in,
        free_tags=rules.free_tags,
    )


def _labels(section: str, key: str) -> dict[str, str]:
    return {locale: texts(locale).sections[section][key] for locale in LOCALES}


def normalised_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without surplus blanks and repeats. The label of a configured tag, in any language, is that tag."""
    configured = {label.casefold(): each.tag for each in wrap_up_view().tags for label in each.labels.values()}
    plain = (" ".join(tag.split()) for tag in tags)
    return tuple(dict.fromkeys(configured.get(tag.casefold(), tag) for tag in plain if tag))


def validate_wrap_up(rules: WrapUpRules, queues: Collection[str], sections: Mapping[str, Mapping[str, str]]) -> None:
    """Raises ValueError that names the first error. Labels are validated with those of the other files."""
    codes = [each.code for each in rules.outcomes]
    if not codes or len(codes) != len(set(codes)):
        raise ValueError("wrap_up.toml: there must be outcomes, each once")
    if len(rules.tags) != len(set(rules.tags)):
        raise ValueError("wrap_up.toml: a tag stands twice")
    if unknown := {*rules.optional_in, *(queue for each in rules.outcomes for queue in each.queues)} - set(queues):
        raise ValueError(f"wrap_up.toml: no such queue: {sorted(unknown)[0]}")
    if bare := [
        queue for queue in queues if not any(queue in each.queues or not each.queues for each in rules.outcomes)
    ]:
        raise ValueError(f"wrap_up.toml: {bare[0]} has no outcome to choose")
    if long := [tag for tag in rules.tags if len(sections["tags"].get(tag, "")) > MAX_TAG_CHARS]:
        raise ValueError(f"texts: tags.{long[0]} must have at most {MAX_TAG_CHARS} characters")
