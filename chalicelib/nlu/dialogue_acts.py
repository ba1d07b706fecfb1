"""Dialogue acts of an answer: yes, no, "I don't know", a correction; and of what is no answer: a question, a
courtesy, a sentence about another subject. Messages are read sentence by sentence, without what they deny."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from chalicelib.nlu import word_patterns

_SLIPS = str.maketrans({"햇": "했", "혔": "했", "잇": "있", "됏": "됐", "몬": "못", "겟": "겠", "앗": "았", "엇": "었"})
_TOKEN = re.compile(r"[가-힣A-Za-z0-9ㄱ-ㅎㅏ-ㅣ]+")
_REPEATED = re.compile(r"(?<![가-힣])(아뇨|아니요|아니|네|예|노|없어요|없음|맞아요)(?:[\s,.]?\1)+(?![가-힣])")
"""A yes or no that is said several times."""
_TEARS = re.compile(r"[ㅠㅜㅋㅎ]+$")
_AFTERTHOUGHT = (
    r"(?!(?:(?:경찰에?|112에?)?\s?(?:신고|접수)|경찰|견인차?|렉카|블박|블랙\s?박스|(?:블박|블랙박스)?\s?영상|부상자?|운전"
    r"|(?:다친|아픈)\s?(?:사람|데|곳|분|이))(?:은|는|이|가|도|까지는?|같은\s?거)?\s*(?:[.!~ㅠㅜ]+(?:\s|$)|$))"
)
"""A subject at the end, behind what is said of it ("없어요 다친 사람"), which belongs to the sentence before."""
_SENTENCE = re.compile(
    rf"(?<=[.!?…])\s+|\n+|(?<=[가-힣0-9A-Z]요)(?<!필요)(?<!중요)[,]?\s+{_AFTERTHOUGHT}|(?<=니다)[,]?\s+{_AFTERTHOUGHT}|(?<=[있없했됐았었]음)\s+{_AFTERTHOUGHT}|"
    r"(?<=[은는인한했았었신텐]데)[,]?\s+(?!(?:[가-힣]{1,3}\s)?(?:지장|문제[는가]?\s?없|이상\s?없|무리))"
    r"|(?<=지만)(?<!까지만)[,]?\s+|(?:(?<=필요없고)|(?<=필요 없고))[,]?\s+"
    r"|(?<=했고)[,]?\s+|(?<!아)이고[,]?\s+|(?<=였고)[,]?\s+|(?<=이었고)[,]?\s+"
)
_DENIED = re.compile(
    r"^(?P<topic>(?:\S+\s){0,2}?\S*[가-힣][은는도]\s)?(?P<denied>\S.*?)(?:\s?(?:이|가|은|는|도|을|를))?\s?(?P<not>아니라|아니고|아니구|말고|(?<=[이가]\s)아이(?:고|라|구))"
    r"(?:요?[.!~]*$|[,.]?\s+(?!누[가구])(?P<rest>\S.*)$)"
)
_PUT_RIGHT = re.compile(
    r"^(?P<denied>[^.!?]{1,14}?(?:요|다))[,.\s]+(?:아|앗|어|에고|참)?\s?아니(?:다|야|지|네|구나)?[,.]?\s+"
    r"(?P<rest>(?!.*(?:근데|그런데|왜|몇\s?번|말[했해하씀]|물어|자꾸|진짜|어떻게|그게|[는은던]데))[^?]{2,18}(?:요|유|여|다)|(?!잠[깐시]|그[게냥]?\s)[가-힣0-9]{2,8}(?:[역앞시분반점동리로길구]|거리|입구|주차장))[\s.!~]*$"
)
"""An answer that is put right in the same message ("3시요 아니 4시요")."""
_NOT_THAT = re.compile(r"^(?:아\s|앗\s)?(?:아니다|아니야|아\s아니)[,.!]?(?:\s+|$)")
_BEFORE_DENIED = re.compile(
    r".*(?:(?:[없있했났렸겼]고요?|[는은]데요?|지만)[,\s]\s*|(?:\d|[가-힣])\s?(?:시|분|반)(?:쯤|경|정도|께)?에\s(?=\S)"
    r"|,\s(?=[가-힣]{1,8}[은는]\s?$))"
)
"""Clauses, or a time, that stand beside what is denied ("어제 3시에 종로 아니고 명동에서", "역 앞, 지하는 아니고")."""
_NOMINAL = re.compile(r"(?:게|것이|거|건)$")


MAX_CONFIRMATION = 40
"""Characters of a message that does nothing but confirm."""

_DENIAL = re.compile(r"^(?:아뇨|아니요|아니오|아니여|아녀|아니유|아니랑께|아이라예?|아입니더)[,.\s]+")
_TOPIC = ("은", "는", "도")

Act = Literal["question", "courtesy", "small_talk", "correction", "recollection", "dont_know", "stop", "withdrawal"]
"""What a customer does by a clause, besides telling facts."""


def read_acts(text: str) -> frozenset[Act]:
    """The acts of a clean clause."""
    done: dict[Act, bool] = {
        "question": is_question(text),
        "courtesy": is_courtesy(text),
        "small_talk": is_small_talk(text),
        "correction": is_correction(text),
        "recollection": is_recollection(text),
        "dont_know": is_dont_know(text),
        "stop": wants_to_stop(text),
        "withdrawal": withdraws_correction(text),
    }
    return frozenset(act for act, is_done in done.items() if is_done)


_SOUTHEASTERN = re.compile(r"(?:(?<=[갑됩합옵읍])니더|(?<=[네지죠돼가와워려여어])예)(?=$|[\s.,!?~])")
"""Endings of southeastern dialect whose standard ones mean the same ("됩니더", "되네예")."""


def correct_spelling(text: str) -> str:
    """`text` without typos that change or hide an answer (안햇어여, 업어요) and without hearsay ("없다고 합니다" →
    "없다")."""
    said = _REPEATED.sub(r"\1", text.strip().translate(_SLIPS)).replace("하였", "했").replace("되었", "됐")
    said = _SOUTHEASTERN.sub(lambda ending: "니다" if ending[0] == "니더" else "요", said)
    said = word_patterns.pattern("reply_none_misspelled").sub("없", said)
    said = word_patterns.pattern("reply_fine_misspelled").sub("괜찮", said)
    return word_patterns.pattern("reply_hearsay").sub("", said)


def detect_yes_no(text: str, about: str = "") -> bool | None:
    """True for yes, False for no, None for neither. A text that says something else, too, is neither, unless it begins
    with the yes or no. `about` is the slot that was asked for: its words may stand beside the yes or no."""
    said = correct_spelling(text)
    if is_dont_know(said):
        return None
    enough = word_patterns.has_pattern(f"reply_sufficient.{about}") and word_patterns.pattern(
        f"reply_sufficient.{about}"
    ).search(said)
    if _nothing_but(said, about) or enough:
        return _polarity(said)
    reason = word_patterns.pattern("reply_reason").match(said)
    if reason and _nothing_but(said[reason.end() :], about):
        return _polarity(said[reason.end() :])
    no, yes = (word_patterns.pattern(f"reply_leads_{way}").match(said) for way in ("no", "yes"))
    lead = no or yes
    if lead is None or is_courtesy(rest := said[lead.end() :]):
        return None
    return None if word_patterns.pattern("reply_conversation").search(rest) else lead is not no


def is_bare_yes_no(text: str, about: str = "") -> bool:
    """Whether an answer is only a yes or a no."""
    return _nothing_but(correct_spelling(text), about) and detect_yes_no(text, about) is not None


def _polarity(said: str) -> bool | None:
    if word_patterns.pattern("reply_affirmation").search(said):
        return True
    if word_patterns.pattern("reply_no").search(said):
        return False
    return True if word_patterns.pattern("reply_yes").search(said) else None


def _nothing_but(said: str, about: str) -> bool:
    keys = ["reply_word", *([f"reply_about.{about}"] if word_patterns.has_pattern(f"reply_about.{about}") else ())]
    return all(any(word_patterns.pattern(key).fullmatch(word) for key in keys) for word in _tokens(said))


def _tokens(text: str) -> list[str]:
    words = (_TEARS.sub("", word) for word in _TOKEN.findall(text))
    return [word for word in words if word]


def count_other_words(text: str, *keys: str) -> int:
    """The number of words that are no yes, no, filler or words of `keys`."""
    patterns = [word_patterns.pattern(key) for key in ("reply_word", *keys)]
    return sum(not any(pattern.fullmatch(word) for pattern in patterns) for word in _tokens(correct_spelling(text)))


def last_words(text: str) -> tuple[str, str]:
    """The last word of an answer, and the last two."""
    words = _tokens(text)
    return "".join(words[-1:]), " ".join(words[-2:])


def is_courtesy(text: str) -> bool:
    """Whether it is only thanks, a greeting or "one moment"."""
    words = _tokens(text)
    polite = [word_patterns.pattern("reply_courtesy").fullmatch(word) is not None for word in words]
    filler = (word_patterns.pattern("reply_word").fullmatch(word) is not None for word in words)
    return any(polite) and all(one or other for one, other in zip(polite, filler, strict=True))


def is_small_talk(text: str) -> bool:
    """Whether it has no content: a courtesy, a remark about the conversation, or punctuation."""
    return not _tokens(text) or is_courtesy(text) or word_patterns.pattern("reply_small_talk").search(text) is not None


def is_off_topic(slot: str, text: str) -> bool:
    """Whether a sentence is about the subject of another question and not about this slot's."""
    named = {name for name, pattern in word_patterns.pattern_group("reply_subject") if pattern.search(text)}
    return bool(named) and slot not in named


def speaks_of_going(text: str) -> bool:
    """Whether it says that somebody goes somewhere, also later."""
    return word_patterns.pattern("reply_going").search(text) is not None


def writes_later(text: str) -> bool:
    """Whether somebody writes on after what they go to ("진료 끝나고 할게요")."""
    return word_patterns.pattern("reply_writes_later").search(text) is not None


def has_subject(slot: str) -> bool:
    """Whether there are words for the subject of this slot's question."""
    return word_patterns.has_pattern(f"reply_subject.{slot}")


def names_subject(slot: str, text: str) -> bool:
    """Whether a sentence names the subject of this slot's question."""
    return word_patterns.pattern(f"reply_subject.{slot}").search(text) is not None


def has_subject_as_topic(slot: str, text: str) -> bool:
    """Whether a sentence is about the subject of this slot's question: "신고는 내일 하려고요" to the police."""
    found = word_patterns.pattern(f"reply_subject.{slot}").finditer(text)
    return any(text[match.end() : match.end() + 1] in _TOPIC for match in found if match.end() < len(text))


def is_dont_know(text: str) -> bool:
    """Whether it says "I don't know"."""
    return word_patterns.pattern("reply_unknown").search(correct_spelling(text)) is not None


def remove_dont_know_clause(text: str) -> str:
    """`text` without the clause that says what is not known."""
    return word_patterns.pattern("reply_unknown_clause").sub(" ", text)


def is_correction(text: str) -> bool:
    """Whether it corrects an earlier answer."""
    return word_patterns.pattern("reply_correction").search(text) is not None


def without_denial(text: str) -> str:
    """The words after a no at the beginning."""
    return _DENIAL.sub("", text)


def is_recollection(text: str) -> bool:
    """Whether the customer remembers something ("아 3시에 났어요")."""
    return word_patterns.pattern("reply_recollection").match(text.strip()) is not None


def mentions_tow(text: str) -> bool:
    """Whether it mentions a tow, and not only that the car doesn't move."""
    return word_patterns.pattern("reply_mentions_tow").search(text) is not None


def wants_to_stop(text: str) -> bool:
    """Whether the customer doesn't want to go on ("됐어요 그냥 안 할래요")."""
    return word_patterns.pattern("reply_cancel").match(text.strip()) is not None


def only_wonders(text: str) -> bool:
    """Whether the customer only wants to know, and nothing done about it ("그냥 궁금해서요")."""
    return word_patterns.pattern("only_wonders").search(text) is not None


def urges_on(text: str) -> bool:
    """Whether the customer is in a hurry and wants to go on ("빨리 좀 해주세요 바빠요"), rather than later."""
    return word_patterns.pattern("urges_on").search(text.strip()) is not None


def says_none_exists(kind: str, text: str) -> bool:
    """Whether the value of slot `kind` can't exist: the plate of a bicycle, the insurer of an uninsured car."""
    return any(
        name == kind and pattern.search(text) for name, pattern in word_patterns.pattern_group("reply_none_exists")
    )


def confirms_summary(text: str) -> bool:
    """Whether it says that what is shown is right, and nothing else, in any words ("고칠 거 없어요")."""
    said = text.strip(" .!~ㅎㅋㅠ").lower()
    if len(said) > MAX_CONFIRMATION:
        return False
    return word_patterns.pattern("summary_confirmed").fullmatch(said) is not None and not is_question(text)


def says_as_usual(text: str) -> bool:
    """Whether it says that everything is as it usually is, in any words ("다 평소랑 같아요")."""
    return word_patterns.pattern("reply_usual").fullmatch(text.strip(" .!~ㅎㅋㅠ")) is not None


def says_rest_as_usual(text: str) -> bool:
    """Whether it says so of what it doesn't name ("블박만 없고 나머지는 평소대로예요")."""
    return word_patterns.pattern("reply_rest_usual").search(text) is not None


def is_bare_correction(text: str) -> bool:
    """Whether it only says that something was wrong ("틀렸어요", "고쳐 주세요")."""
    return word_patterns.pattern("reply_bare_correction").fullmatch(text.strip(" .!~")) is not None


def without_change(text: str) -> str:
    """The new value without the words that ask for the change ("역삼역으로 바꿔 주세요")."""
    return word_patterns.pattern("reply_change_ending").sub("", text)


def withdraws_correction(text: str) -> bool:
    """Whether the last correction is withdrawn ("방금 말한 거 취소", "처음 말한 게 맞아요")."""
    return word_patterns.pattern("reply_withdraws_correction").search(text.strip()) is not None


def is_question(text: str) -> bool:
    """Whether it is a question."""
    return word_patterns.pattern("reply_question").search(text.strip()) is not None


def is_clause(text: str) -> bool:
    """Whether it is a clause with a verb ("비가 왔어요") and not a name ("회사 앞이요", "아내예요")."""
    plain = " ".join(_tokens(text))
    said = word_patterns.pattern("reply_clause").search(plain)
    return said is not None and (said.start() == 0 or not word_patterns.pattern("reply_copula").search(plain))


def names_place(text: str) -> bool:
    """Whether it names a place, alone or with a verb such as "was" or "is"."""
    plain = " ".join(_tokens(text))
    return not is_clause(text) or word_patterns.pattern("reply_place_clause").search(plain) is not None


def names_other_location(text: str) -> bool:
    """Whether it says where the customer is or will be, which is not where the accident was."""
    return word_patterns.pattern("reply_other_location").search(text) is not None


@lru_cache(maxsize=64)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences and clauses of a message, each to be read by itself."""
    return tuple(part for part in (part.strip(" ,") for part in _SENTENCE.split(text)) if part)


@lru_cache(maxsize=64)
def split_contrast(text: str) -> tuple[str, str]:
    """What a message denies, and the message without it: "차 번호는 A가 아니라 B예요" → "A", "차 번호는 B예요"."""
    if again := _PUT_RIGHT.match(text):
        return again["denied"], again["rest"]
    denied: list[str] = []
    kept: list[str] = []
    for part in split_sentences(text):
        if kept and (said := _NOT_THAT.match(part)):
            denied.append(kept.pop())
            kept += [rest] if (rest := part[said.end() :]) else []
        elif match := _DENIED.match(part):
            if before := _BEFORE_DENIED.match(part, 0, match.start("not")):
                kept.append(before[0].strip(" ,"))
                part = part[before.end() :]
                match = _DENIED.match(part) or match
            topic = "" if _NOMINAL.search(match["denied"]) else match["topic"] or ""
            denied.append(part[: match.start("not")].strip())
            kept += [topic + match["rest"]] if match["rest"] else []
        elif not is_courtesy(part):
            kept.append(part)
    return (" ".join(denied), " ".join(kept)) if denied and kept else ("", text)


def strip_answer(text: str) -> str:
    """An answer without opening and ending: "음 회사 앞 골목이요" → "회사 앞 골목"."""
    stripped = word_patterns.pattern("reply_opening").sub("", text.strip())
    return word_patterns.pattern("reply_ending").sub("", stripped.rstrip(" .!~^ㅠㅜㅋㅎ…")).strip()
