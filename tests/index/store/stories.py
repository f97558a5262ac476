"""A few short articles, and a way to hand them to the index as a file."""

import json
from pathlib import Path

ATTACKS = {
    "id": "attacks",
    "title": "White Helmets count the dead",
    "outlet": "Harbour Post",
    "published": "2024-11-29T10:00:00+02:00",
    "url": "https://harbour.example/attacks",
    "text": (
        "The White Helmets reported over 75 regime and Russian attacks in three days. "
        "At least 23 civilians were killed and 82 injured in markets, schools and homes. "
        "Thousands fled into freezing conditions.\n\n"
        "Hospitals in Idlib are near collapse, an anaesthesiologist said. "
        "“Most treatments are paid,” he added. “Cardiac care is unaffordable.”"
    ),
}
COPY = {
    **ATTACKS,
    "id": "attacks-copy",
    "title": "At least 23 killed in northwest",
    "outlet": "Valley Wire",
    "url": "https://valley.example/23",
}
HIGHWAY = {
    "id": "highway",
    "title": "M5 highway cut",
    "outlet": "Valley Wire",
    "published": "2024-12-02T08:30:00+00:00",
    "url": "https://valley.example/m5",
    "text": (
        "Rebels cut the M5 highway between Aleppo and Damascus on Monday. "
        "They claimed to have taken Khan al-Assal and killed over 1,200 pro-government fighters. "
        "A military statement confirmed battles and spoke of heavy losses among the attackers."
    ),
}
GENERAL = {
    "id": "general",
    "title": "Iranian commander killed",
    "outlet": "Northern Ledger",
    "published": "2024-12-05T18:00:00+03:00",
    "url": "https://ledger.example/general",
    "text": (
        "Iranian media reported the death of Brigadier General Kioumars Pourhashemi in Aleppo "
        "province. He was a senior commander of the Revolutionary Guards. "
        "COVID-19 had delayed his posting, a colleague told the WHO."
    ),
}
UNDATED = {
    "id": "undated",
    "title": "Bakers return to the old market",
    "outlet": "",
    "text": "Two bakers opened their shops again in the old market. Bread cost 1.5 pounds.",
}
ALL = [ATTACKS, COPY, HIGHWAY, GENERAL, UNDATED]


def write(folder: Path, *articles: dict, name: str = "articles.jsonl") -> Path:
    """Write articles into a JSON-lines file and return its path."""
    path = folder / name
    lines = [json.dumps(article, ensure_ascii=False) for article in articles]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ids_found(hits) -> list[str]:
    """Return the article of each hit."""
    return [hit.passage.article_id for hit in hits]
