# make demo: set up and run.  make test: set up and test.  make setup: only set up.

PORT ?= 3000
SIMULATOR_PORT ?= 4000
PYTHON := .venv/bin/python
SYSTEM_PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format

help:
	@echo "make demo    set up and run: the bot and a pocket Messenger to chat with it"
	@echo "make test    set up and test"
	@echo "make check   format, lint, types, tests"
	@echo "make setup   only set up .venv"

setup: .venv/ready

# The stamp is newer than the requirements as long as they have not changed.
.venv/ready: requirements.txt requirements-dev.txt
ifdef UV
	$(UV) venv --quiet --allow-existing --python ">=3.11" .venv
	$(UV) pip install --quiet --python $(PYTHON) -r requirements-dev.txt
else
	$(SYSTEM_PYTHON) -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
endif
	@touch $@

# A database of its own, so that playing never mixes with a real shop's people.
demo: setup
	@DATABASE_URL=sqlite:///instance/demo.db BROKER_URL= PORT=$(PORT) \
	$(PYTHON) -m simulator --port $(SIMULATOR_PORT) --bot http://127.0.0.1:$(PORT)/webhook \
		--topic "weekly deals" --connect ".venv/bin/flask connect" \
		-- .venv/bin/gunicorn app:app --bind 127.0.0.1:$(PORT)

test: setup
	$(PYTHON) -m pytest

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PYTHON) -m pytest

format: setup
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
