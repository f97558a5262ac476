"""A few small articles with what the page has to cope with, as Markdown files."""

import json
from pathlib import Path

FILES = {
    "strikes.md": """---
title: Rescue workers count 23 dead after strikes on markets
outlet: The Northern Post
byline: Lena Ardal
published: 2024-11-30T09:05:00+02:00
url: https://www.northern-post.example/2024/11/strikes
language: en
---
IDLIB - Air strikes hit two markets and a school in the province on Friday, residents said.

The White Helmets reported that at least 23 civilians were killed and 82 injured in three days. “We are digging with our hands,” said Karim Haddad, a volunteer.

Hospitals asked for blood donations. A surgeon, Dr. M. Saleh, said that medicines would last until Sunday.
""",
    "monitor.md": """---
title: Monitor puts toll above 200
outlet: Levant Wire
byline: Omar Reis
published: 2024-12-01T18:30:00+00:00
url: https://levantwire.example/toll
language: en
---
BEIRUT - The Syrian Observatory for Human Rights said more than 200 people had been killed, among them 121 fighters.

Its director said the figures could rise. The government did not comment.
""",
    "copy.md": """---
title: Monitor puts toll above 200
outlet: Harbour Gazette
published: 2024-12-01T20:00:00+00:00
url: https://harbour-gazette.example/toll
language: en
---
BEIRUT - The Syrian Observatory for Human Rights said more than 200 people had been killed, among them 121 fighters.

Its director said the figures could rise. The government did not comment.
""",
    "arabic.md": """---
title: الخوذ البيضاء تحصي الضحايا
outlet: صحيفة الشمال
published: 2024-12-02T08:00:00+03:00
url: https://north.example/ar
language: ar
---
قالت منظمة الخوذ البيضاء إن ثلاثة وعشرين مدنياً على الأقل قتلوا في ثلاثة أيام.

وأضافت أن آلاف العائلات نزحت نحو الشمال في البرد القارس.
""",
    "long.md": "---\ntitle: Notes from a long winter\noutlet: The Northern Post\n"
    "published: 2024-12-03T07:00:00+00:00\nurl: https://www.northern-post.example/winter\n"
    "language: en\n---\n"
    + "\n\n".join(
        f"On day {day} of the frost the mayor of Vester said that {day} lorries had come through "
        f"the pass. Drivers waited for hours at the bridge, and the kitchen served {day * 40} meals."
        for day in range(1, 31)
    )
    + "\n",
    "draft.md": """---
title: Council counts the damage
outlet: Levant Wire
published: 2024-12-04T07:00:00+00:00
url: https://levantwire.example/damage
language: en
---
VESTER - The council said that 40 houses were damaged in the storm. Repairs begin on Monday.
""",
}

CORRECTED = FILES["draft.md"].replace("40 houses", "46 houses")

PAYLOADS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    "[a](javascript:window.pwned=1)",
    "![a](https://evil.example/a.png)",
    "${window.pwned=1} {{constructor.constructor('window.pwned=1')()}}",
)
ALL_PAYLOADS = " ".join(PAYLOADS)


def hostile(number: int, payload: str) -> str:
    """Return an article that carries a payload wherever an article can carry one."""
    return json.dumps(
        {
            "id": f"hostile-{number} {payload}",
            "title": f"Title {payload}",
            "outlet": f"Outlet {payload}",
            "byline": f"By {payload}",
            "published": "2024-12-05T07:00:00+00:00",
            "url": "javascript:window.pwned=1",
            "text": f"BODY - The clerk of Oldham Quay said that {ALL_PAYLOADS} was written on wall "
            f"{number}.\n\nAnother line {payload} ends here.",
        }
    )


def write_articles(folder: Path) -> Path:
    """Write all articles into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for number, payload in enumerate(PAYLOADS):
        (folder / f"hostile-{number}.json").write_text(hostile(number, payload), encoding="utf-8")
    return folder
