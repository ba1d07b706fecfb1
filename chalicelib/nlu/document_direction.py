"""Which way a document goes: whether somebody wants one of ours, a receipt, certificate or policy, or hands one in."""

from __future__ import annotations

import re

_DOCUMENT = (
    r"receipts?|certificates?|proof|polic(?:y|ies)|pdf|documents?|papers?|copy|영수증|증명서|확인서|증권|피디에프|서류"
)
_OURS = re.compile(
    r"receipt|certificate|proof\s+of\s+(?:insurance|payment|premium)|polic(?:y|ies)\b|insured"
    r"|(?:보험료|납입)\s*(?:납입\s*)?영수증|영수증|(?:가입|납입)\s*(?:증명|확인)서|증권",
    re.IGNORECASE,
)
_WANTED = re.compile(
    rf"\b(?:can|could|may|would|where|how)\b[^.?!]*\bi\b[^.?!]*\b(?:have|get|download|receive|find|obtain|like)\b"
    r"|\b(?:send|e-?mail|mail|give|show|get|issue|print|forward)\s+(?:it\s+to\s+)?me\b"
    rf"|\bi(?:'d|\s+would)?\s+(?:need|want|like)\s+(?:to\s+(?:have|get|download)\s+)?(?:an?\s|the\s|my\s)?[^.?!]{{0,24}}(?:{_DOCUMENT})"
    rf"|\b(?:issue|reissue)\b|(?:{_DOCUMENT})[^.?!]*\bplease\b"
    rf"|(?:{_DOCUMENT})[^.?!]{{0,16}}(?:주세|줘|주실|줄래|주시|받|떼|뗄|발급|필요|뽑|출력|다운|부탁|인쇄)",
    re.IGNORECASE,
)
_HANDED_IN = re.compile(
    r"\b(?:i'?ve|i\s+have|i)\s+(?:already\s+)?(?:attached|sent|uploaded|submitted|enclosed)\b|\bhere(?:'s|\s+is|\s+are)\b"
    r"|\b(?:i'?ll|i\s+will|want\s+to|need\s+to|going\s+to|like\s+to|let\s+me|do\s+i|can\s+i|could\s+i|should\s+i|how\s+to)\s+"
    r"(?:send|upload|submit|hand|attach|fax|e-?mail|post)\b(?!\s+me)|\b(?:attached|enclosed)\b"
    r"|(?:보내|올려|내|제출해|첨부해)\s?(?:드[릴려립]|려고|려는|려면|면\s?되|도\s?되)|(?:제출|첨부)(?!용|처|하라)|(?:보냈|올렸|냈)",
    re.IGNORECASE,
)


def hands_in_document(text: str) -> bool:
    """Whether a clean text says that the customer sends a document, or asks how to."""
    return _HANDED_IN.search(text) is not None and re.search(_DOCUMENT, text, re.IGNORECASE) is not None


def wants_our_document(text: str) -> bool:
    """Whether a clean text wants a receipt, certificate or policy of ours."""
    return _OURS.search(text) is not None and _WANTED.search(text) is not None and not hands_in_document(text)
