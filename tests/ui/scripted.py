"""An assistant over a real library whose answers are scripted, so that every page is certain."""

import re
import time
from dataclasses import replace

from assistant.answer import Answer, Citation, Conflict, Nearest, Side
from assistant.assistant import Assistant, check_question, describe_filters
from assistant.events import EvidenceFound, Finished, Prose, ShortAnswer
from assistant.timeline import TimelineEntry
from index.attributions import StoredAttribution

SAID = re.compile(
    r"(The White Helmets|The Syrian Observatory for Human Rights|Karim Haddad|Dr\. M\. Saleh|"
    r"The council|the mayor of Vester|The clerk of Oldham Quay)( reported| said)?( that)? ([^.”]+)"
)


class NoTagging:
    """Background work that there is none of."""

    def wake(self):
        pass

    def stop(self):
        pass

    def wait(self, progress=None):
        pass


class ScriptedAssistant(Assistant):
    """Knows the questions of `answer_to`; to all others it has no answer."""

    tagging = NoTagging()

    def stream(self, question, *, filters=None, history=(), candidates=()):
        asked = check_question(question)
        began = time.perf_counter()
        if "slow" in asked:
            yield EvidenceFound((self.cite(1, "23 civilians", "at least 23"),))
            for _ in range(100):
                time.sleep(0.1)
                yield Prose("Still writing.", "supported")
        if "boom" in asked:
            raise RuntimeError("scripted failure")
        time.sleep(0.2)
        asked, filters = self.read_filters(asked, filters)
        answer = self.answer_to(asked, history)
        yield EvidenceFound(answer.citations)
        time.sleep(0.2)
        answer = replace(
            answer,
            asked=asked,
            question=answer.question or asked,
            filters=describe_filters(filters),
            elapsed_ms=round((time.perf_counter() - began) * 1000, 1),
        )
        yield ShortAnswer(answer)
        yield Finished(answer)

    def answer_to(self, asked, history):
        low = asked.lower()
        if "who reported" in low:
            cited = self.cite(
                1, "at least 23 civilians were killed", "The White Helmets", "The White Helmets"
            )
            return Answer(
                "The White Helmets reported that at least 23 civilians were killed [1].",
                "The White Helmets",
                False,
                (cited,),
            )
        if "injured" in low:
            cited = self.cite(1, "82 injured", "82", "The White Helmets")
            return Answer(
                "According to the White Helmets, 82 people were injured in three days [1].",
                "82",
                False,
                (cited,),
                question="How many people were injured, according to the White Helmets?",
            )
        if "how many people were killed" in low:
            return self.differing()
        if "houses" in low:
            cited = self.cite(1, "houses were damaged", "", "The council")
            return Answer(f"The council said: {cited.quote} [1]", None, False, (cited,))
        if "clerk" in low:
            cited = self.cite(1, "was written on wall 0", "", "The clerk of Oldham Quay")
            return Answer(f"{cited.quote} [1]", cited.quote[:80], False, (cited,), notice=asked)
        if "arabic" in low:
            cited = self.cite(1, "ثلاثة وعشرين", "ثلاثة وعشرين", "منظمة الخوذ البيضاء")
            return Answer(f"{cited.quote} [1]", "ثلاثة وعشرين", False, (cited,))
        near = self.cite(1, "medicines would last", "")
        return Answer(
            "The articles do not say.",
            None,
            True,
            nearest=Nearest(
                near.article_id,
                near.title,
                near.outlet,
                near.published,
                near.url,
                near.quote,
                near.start,
                near.end,
                "Who reported 23 civilian deaths?",
            ),
        )

    def differing(self):
        first = self.cite(
            1, "at least 23 civilians were killed", "at least 23", "The White Helmets"
        )
        second = self.cite(
            2, "more than 200 people", "more than 200", "The Syrian Observatory for Human Rights"
        )
        sides = (
            Side(second.speaker, "more than 200", "people killed", second.published, (2,)),
            Side(first.speaker, "at least 23", "civilians killed", first.published, (1,)),
        )
        return Answer(
            "Reports differ. The White Helmets reported at least 23 civilians killed [1]; the Syrian "
            "Observatory for Human Rights said more than 200 people had been killed [2].",
            "at least 23",
            False,
            (first, second),
            (Conflict("people killed", sides),),
        )

    def cite(self, number, words, exact, speaker=""):
        """Return a citation of the sentence that holds `words`."""
        for row in self.articles(sort="title"):
            text = self.article(row.id).text
            at = text.find(words)
            if at < 0 or row.duplicate_of:
                continue
            begin = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at) + 1)
            begin = begin + 1 if begin > 0 else 0
            stop = text.find(".", at) + 1 or len(text)
            found = text.find(exact, begin, stop) if exact else -1
            start, end = max(0, begin - 140), min(len(text), stop + 140)
            return Citation(
                number,
                row.id,
                row.title,
                row.outlet,
                row.published,
                row.url,
                text[begin:stop],
                begin,
                stop,
                speaker,
                context=text[start:end],
                context_start=start,
                answer_start=found if found >= 0 else begin,
                answer_end=found + len(exact) if found >= 0 else begin,
                copies=tuple(copy.outlet for copy in self.copies(row.id)),
                version=row.version,
            )
        raise AssertionError(f"no article holds {words!r}")

    def attributions(self, article_id):
        article = self.article(article_id)
        return [
            StoredAttribution(
                article_id,
                article.version,
                (found.span(1),),
                (),
                (found.span(4),),
                found[1],
                found[1],
                "said",
                0.9,
            )
            for found in SAID.finditer(article.text)
        ]

    def suggestions(self, count=3):
        if not self.count():
            return []
        return [
            "Who reported 23 civilian deaths?",
            "How many people were killed?",
            "How many houses were damaged?",
        ][:count]

    def timeline(self, question="", filters=None):
        entries = []
        for row in self.articles(filters=filters, sort="published"):
            article = self.article(row.id)
            for said in self.attributions(row.id):
                ((start, end),) = said.content_spans
                text = article.text[start:end]
                if question and not set(question.lower().split()) & set(text.lower().split()):
                    continue
                entries.append(
                    TimelineEntry(
                        row.published, said.speaker, text, row.id, start, end, row.outlet, row.title
                    )
                )
        return entries
