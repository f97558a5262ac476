"""Question-answer regression tests: question sets, metrics, baselines and reports.

A question set is a folder with articles and a `questions.jsonl`; the modules here load it, ask
every question through the public API, score the answers and compare them with accepted ones.
Nothing heavy is imported with this package, since the pytest plugin loads it at every start.
"""
