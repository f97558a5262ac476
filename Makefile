# Four verbs: run, test, eval, clean. Everything lives in .venv; nothing is installed elsewhere,
# but for the browser that `make test` needs (see scripts/browser.sh).
PYTHON ?= python3
PORT ?= 7860
LIBRARY ?=
ARTICLES ?= eval_sets/northern_syria_2024/articles
BIN := .venv/bin
WITH_LIBRARY := $(if $(LIBRARY),--library $(LIBRARY))

.PHONY: run test eval format clean
.DEFAULT_GOAL := run

run: .venv/.installed
	$(BIN)/news-assistant serve $(WITH_LIBRARY) --port $(PORT) --add "$(ARTICLES)"

test: .venv/.installed-test
	scripts/browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

eval: .venv/.installed
	$(BIN)/news-assistant eval $(wildcard eval_sets/*)

format: .venv/.installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv build dist *.egg-info artefacts .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "news-assistant needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e .
	@touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e ".[test,local]"
	@touch $@
