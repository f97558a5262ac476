"""Forms of questions about news, and the patterns that find what to ask about."""

import re

BREAK = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
PRONOUNS = frozenset(
    "he she they it we i you who which that his her their its my our your them him us me this "
    "these those what someone one others some many another himself herself".split()
)
NUMERAL = re.compile(
    r"(?:(?:at least|more than|over|nearly|about|some|around|up to|almost|as many as)\s+)?"
    r"\$?\b\d[\d,.]*\b(?:\s+(?:percent|million|billion|thousand))?(?:\s+[a-z]+){1,3}"
)
WHO = (
    "Who said that {x}?",
    "Who said {x}?",
    "Who says that {x}?",
    "Who reported that {x}?",
    "Who claimed that {x}?",
    "Who told reporters that {x}?",
    "According to whom, {x}?",
    "According to whom did it happen that {x}?",
    "Who was quoted as saying that {x}?",
    "Who made the claim that {x}?",
    "Whose statement was it that {x}?",
    "Who is the source for the claim that {x}?",
    "Which person or group said that {x}?",
    "Which source reported that {x}?",
    "who said {x}",
)
WHO_ABOUT = (
    "Who spoke about {x}?",
    "Who mentioned {x}?",
    "Who talked about {x}?",
    "Who commented on {x}?",
    "Whose words about {x} are quoted?",
    "Who made a statement about {x}?",
)
WHO_FIGURE = (
    "Who reported {x}?",
    "Who gave the figure of {x}?",
    "Who spoke of {x}?",
    "Who put the figure at {x}?",
    "Which source says {x}?",
    "Who said there were {x}?",
    "According to whom were there {x}?",
)
WHAT = (
    "What did {s} say?",
    "What does {s} say?",
    "What did {s} report?",
    "What was the statement of {s}?",
    "What did {s} claim?",
    "What is known according to {s}?",
)
WHAT_ABOUT = (
    "What did {s} say about {t}?",
    "What does {s} say about {t}?",
    "What did {s} report about {t}?",
    "What did {s} claim about {t}?",
    "According to {s}, what about {t}?",
    "What was {s}'s statement on {t}?",
    "what did {s} say on {t}",
    "How did {s} describe {t}?",
)
WHO_PHRASE = (
    "Who spoke of {x}?",
    "Who talked about {x}?",
    "Who referred to {x}?",
    "Who is quoted on {x}?",
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|would|has|have|had|can|could|may|might|must|should|"
    r"did|does|do|isn['’]t|won['’]t|don['’]t|didn['’]t|wasn['’]t|[a-z]{2,}ed|got|went|came|made|"
    r"took|gave|found|won|lost|said|says|wants|needs|knows|believes|thinks|makes|comes|goes|"
    r"plans)\b|['’](?:s|re|ll|ve|d|m)\b"
)
HOW_MANY = re.compile(
    r"\b((?:(?:[Aa]t least|[Mm]ore than|[Oo]ver|[Nn]early|[Aa]bout|[Aa]round|[Uu]p to|"
    r"[Aa]lmost)\s+)?"
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds)"
    r"(?:\s+(?:million|billion|thousand|percent))?)\s+((?:of\s+)?(?:[a-z-]+\s+){1,3})"
    r"((?:were|was|are|have|had|will|would|died|voted|said|live|attended)\b[^.,;:“”\"]{3,60})"
)
