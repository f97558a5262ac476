"""The status of a claim, read from the words that report it."""

import re

SAID, CLAIMED, CONFIRMED, DENIED, UNVERIFIED = (
    "said",
    "claimed",
    "confirmed",
    "denied",
    "unverified",
)

_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|refut\w+|reject\w*|disput\w+|dismiss\w*|rebut\w*|disavow\w*|"
    r"repudiat\w+|contradict\w*|debunk\w*)\b",
    re.IGNORECASE,
)
_CONFIRM = re.compile(
    r"\b(?:confirm\w*|verif\w+|acknowledg\w+|admit\w*|conced\w+|corroborat\w+|authenticat\w+)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:claim\w*|alleg\w+|assert\w*|accus\w+|contend\w*|purport\w*|suspect\w*|insist\w*|"
    r"maintain\w*|charged)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|cannot|unable|declin\w+|refus\w+|without|neither|nor|no one|"
    r"nobody)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_VERIFIED = re.compile(
    r"\b(?:(?:not|never)\s+(?:yet\s+)?(?:be(?:en)?\s+)?(?:immediately\s+|independently\s+|fully\s+)*"
    r"(?:verif|confirm|corroborat|authenticat)\w*|unable\s+to\s+(?:independently\s+)?"
    r"(?:verif|confirm)\w*|not\s+(?:been\s+)?able\s+to\s+(?:independently\s+)?(?:verif|confirm)\w*|"
    r"unverified|unconfirmed|no\s+(?:independent|official)\s+"
    r"(?:confirmation|verification|corroboration))\b",
    re.IGNORECASE,
)
_REMARK = re.compile(rf"^\W*(?:[\w’'-]+\W+){{0,6}}?{_NOT_VERIFIED.pattern}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s|$)|\n")


def claim_status(
    text: str, cue: tuple[tuple[int, int], ...], content: tuple[tuple[int, int], ...]
) -> str:
    """Return "said", "claimed", "confirmed", "denied" or "unverified".

    A remark in the claim's sentence, or one that opens the sentence after it, that it could not
    be verified weighs more than the verb. A negated denial ("did not deny") is only said.

    Args:
        text: the article.
        cue: code-point spans of the words that report.
        content: code-point spans of the reported words.
    """
    words = " ".join(text[start:end] for start, end in cue)
    if _unverified(text, cue, content):
        return UNVERIFIED
    before = text[max(0, cue[0][0] - 16) : cue[0][0]] if cue else ""
    negated = bool(_NEGATED.search(words) or _NEGATED.search(before.rsplit(".", 1)[-1]))
    if _DENY.search(words):
        return SAID if negated else DENIED
    if _CONFIRM.search(words):
        return UNVERIFIED if negated else CONFIRMED
    return CLAIMED if _CLAIM.search(words) else SAID


def _unverified(
    text: str, cue: tuple[tuple[int, int], ...], content: tuple[tuple[int, int], ...]
) -> bool:
    """Whether the claim, the rest of its sentence, or the next sentence says so."""
    last = max((end for _, end in (*cue, *content)), default=0)
    told = " ".join(text[start:end] for start, end in (*cue, *content))
    own = _SENTENCE_END.search(text, max(0, last - 1))
    rest = text[last : own.start() if own else len(text)]
    if _NOT_VERIFIED.search(f"{told} {rest}"):
        return True
    if own is None or own.group() == "\n":
        return False
    after = text[own.end() :].split("\n", 1)[0]
    following = _SENTENCE_END.search(after)
    return bool(_REMARK.search(after[: following.end()] if following else after))
