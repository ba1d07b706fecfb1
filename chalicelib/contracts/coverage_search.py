"""Which entry of the knowledge base a coverage question is about. The words of the entries and the trained model each
have a say: where they differ, neither is sure, or the question names a subject of neither, a person answers."""

from chalicelib.contracts.coverage_rules import CoverageEntry, CoverageRules
from chalicelib.nlu.cover_questions import asked_case
from chalicelib.nlu.coverage_model import NO_ENTRY, entry_probabilities
from chalicelib.nlu.coverage_subjects import names_other_subject
from chalicelib.nlu.entry_words import has_word, matching_entries
from chalicelib.nlu.text import clean_text
from chalicelib.nlu.thresholds import nlu_thresholds

MAX_OFFERED = 2


def find_entry(words: str, rules: CoverageRules) -> CoverageEntry | None:
    """The entry that a question is about, or that a button names; None where it can't be told."""
    by_id = {entry.id: entry for entry in rules.entries}
    if words in by_id:
        return by_id[words]
    if words in ("", NO_ENTRY) or has_word(words, rules.unanswered):
        return None
    found = _likely_entry(words, rules) or _entry_of_case(words, rules)
    if found is None or names_other_subject(words, found.id, surely=_is_sure(words, found, rules)):
        return None
    return found


def _is_sure(words: str, entry: CoverageEntry, rules: CoverageRules) -> bool:
    """Whether the words name this entry alone, and the model has no doubt."""
    sure = entry_probabilities(words).get(entry.id, 0.0) >= nlu_thresholds().coverage.sure
    return sure and _by_words(words, rules) == (entry.id,)


def _entry_of_case(words: str, rules: CoverageRules) -> CoverageEntry | None:
    """The entry by what is asked about alone: how it is asked may mislead the model."""
    case = asked_case(clean_text(words))
    found = _likely_entry(case, rules) if case else None
    return found if found and found.id in _by_words(words, rules) else None


def _likely_entry(words: str, rules: CoverageRules) -> CoverageEntry | None:
    by_id = {entry.id: entry for entry in rules.entries}
    limits, likely = nlu_thresholds().coverage, entry_probabilities(words)
    found = _by_words(words, rules)
    if len(found) == 1 and likely.get(found[0], 1.0) >= max(limits.matched, likely[NO_ENTRY]):
        return by_id[found[0]]  # the model may not know a new entry
    best = max(likely, key=lambda name: likely[name])
    if best not in by_id:
        return None
    opposed = (found and best not in found) or has_word(words, _unless(by_id[best], rules))
    return by_id[best] if likely[best] >= (limits.opposed if opposed else limits.unmatched) else None


def near_entries(words: str, rules: CoverageRules) -> tuple[CoverageEntry, ...]:
    """The likeliest entries for a question that none is sure to answer, to be chosen from."""
    if words in ("", NO_ENTRY) or has_word(words, rules.unanswered):
        return ()
    likely = entry_probabilities(words)
    near = [each for each in rules.entries if likely.get(each.id, 0.0) >= nlu_thresholds().coverage.offered]
    return tuple(sorted(near, key=lambda each: -likely[each.id])[:MAX_OFFERED])


def _by_words(words: str, rules: CoverageRules) -> tuple[str, ...]:
    entries = {entry.id: (entry.words, _unless(entry, rules)) for entry in rules.entries}
    return matching_entries(words, entries, {entry.id: entry.over for entry in rules.entries})


def _unless(entry: CoverageEntry, rules: CoverageRules) -> tuple[str, ...]:
    if entry.verdict != "covered":
        return entry.unless
    return (*entry.unless, *(word for code in entry.coverages for word in rules.unless_of.get(code, ())))
