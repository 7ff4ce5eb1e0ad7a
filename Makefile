# make demo: set up and run.  make test: set up and test.  make setup: only set up.

PORT ?= 3000
SIMULATOR_PORT ?= 4000
DEMO_ENV := instance/demo.env
PYTHON := .venv/bin/python
SYSTEM_PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)

# Compiled once and kept: dozens of processes of the tests start on the same modules.
unexport PYTHONDONTWRITEBYTECODE

# More workers than cores: many tests wait for a bot or a browser.
PYTEST := $(PYTHON) -m pytest -n 5 --dist loadfile --no-loadscope-reorder
ifeq ($(CI),true)
PYTEST += -p tests.no_skips
endif

.DEFAULT_GOAL := help
.PHONY: simulator-load help setup demo demo-settings test check coverage lint format words broadcast-kill scan bench-ack bench-reply bench-cap bench-growth bench-memory \
	bench-broadcast bench-workers soak plan

help:
	@echo "make demo    set up and run: the bot and a pocket Messenger to chat with it"
	@echo "make test    set up and test"
	@echo "make check   format, lint, types, tests"
	@echo "make format  put the code into its usual form"
	@echo "make setup   only set up .venv"

setup: .venv/ready

# The stamp is newer than the requirements as long as they have not changed.
.venv/ready: requirements.txt requirements-dev.txt requirements-sentry.txt
ifdef UV
	@$(UV) venv --quiet --allow-existing --python ">=3.11" .venv
	@$(UV) pip install --quiet --python $(PYTHON) -r requirements-dev.txt
else
	@$(SYSTEM_PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed. Where it has another name: make SYSTEM_PYTHON=python3.12"; exit 1; }
	@$(SYSTEM_PYTHON) -c "import ensurepip, venv" 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv: a minute the first time."
	@$(SYSTEM_PYTHON) -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
endif
	@touch $@

# The demo's settings with its two ports, for the bot and for commands beside it. They name a
# database of its own, so that playing never mixes with a real shop's people.
demo-settings:
	@mkdir -p $(dir $(DEMO_ENV))
	@sed "/^GRAPH/s|:4000|:$(SIMULATOR_PORT)|; /^[AS]/s|:3000|:$(PORT)|; s|^PORT=3000|PORT=$(PORT)|" \
		simulator/demo.env > $(DEMO_ENV)

demo: setup demo-settings
	@echo "Commands beside it, in another shell: .venv/bin/flask -e $(DEMO_ENV) …"
	@.venv/bin/dotenv -f $(DEMO_ENV) run \
	$(PYTHON) -m simulator --port $(SIMULATOR_PORT) --bot http://127.0.0.1:$(PORT)/webhook \
		--topic "weekly deals" --connect "$(PYTHON) -m flask connect --topic 'weekly deals'" \
		-- $(PYTHON) -m gunicorn app:app --bind 127.0.0.1:$(PORT)

# Without a Chromium the rest is still tested; CI wants all of it.
test: setup
	@if CHROMIUM=$$($(PYTHON) -m tests.chromium); then export CHROMIUM; $(PYTEST) -p no:cov; \
	elif [ "$(CI)" = true ]; then exit 1; \
	else $(PYTEST) -p no:cov -m "not browser"; fi

check: lint test

# Which branches of bot/ and simulator/ no test has taken; their share must stay under a twentieth,
# counted alone: coverage's own threshold counts lines with them. Not `make test`: measuring slows
# everything down.
coverage: setup
	@if CHROMIUM=$$($(PYTHON) -m tests.chromium); then export CHROMIUM; fi; \
	$(PYTEST) --cov --cov-report=term --timeout=240
	@$(PYTHON) -m coverage json --quiet -o - | $(PYTHON) -c "import json, sys; \
	share = json.load(sys.stdin)['totals']['percent_branches_covered']; \
	print(f'{share:.1f} % of the branches are taken.'); \
	sys.exit(share < 95 and 'At least 95 % must be.')"

lint: setup
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m bandit --quiet --recursive --configfile pyproject.toml app.py bot simulator

format: setup
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

# Collect the English that the bot says, for the translators.
words: setup
	$(PYTHON) -m babel.messages.frontend extract -F babel.cfg --no-default-keywords \
		-k say -k on_text -k Product:2 -c Translators: --no-location --sort-output \
		--omit-header -o bot/locale/bot.pot .

# A broadcast to 10,000 people whose bot is killed three times; about two minutes.
broadcast-kill: setup
	BROADCAST_PEOPLE=10000 BROADCAST_KILLS=3 $(PYTHON) -m pytest tests/test_broadcast_kill.py

# What docs/performance.md shows, on this machine; most take some minutes.
bench-ack: setup
	$(PYTHON) -m benchmarks.ack
	$(PYTHON) -m benchmarks.ack --postgresql
bench-reply: setup
	$(PYTHON) -m benchmarks.reply
bench-cap: setup
	$(PYTHON) -m benchmarks.cap
bench-growth: setup
	$(PYTHON) -m benchmarks.growth
bench-memory: setup
	$(PYTHON) -m benchmarks.memory
bench-broadcast: setup
	$(PYTHON) -m benchmarks.broadcast
bench-workers: setup
	$(PYTHON) -m benchmarks.workers

# Steady traffic while all goes wrong that can, at random instants: nobody may be lost. As cloned,
# or with BROKER=redis or BROKER=rabbitmq on two machines and PostgreSQL.
SECONDS ?= 600
soak: setup
	$(PYTHON) -m benchmarks.soak --seconds $(SECONDS) $(if $(BROKER),--broker $(BROKER))

# How far each part carries and what to turn, by arithmetic; PLAN="--message-ms 2.5" to say more.
plan: setup
	@$(PYTHON) -m benchmarks.plan $(PLAN)

# Ten conversations at once, a hundred messages a second: what page and Graph take meanwhile.
simulator-load: setup
	$(PYTHON) -m benchmarks.simulator

# Ten thousand requests that nobody means well, others each time; SEED=… sends the same again.
SEED ?= $(shell date +%s)
scan: setup
	@echo "SEED=$(SEED)"
	SCAN=10000 SEED=$(SEED) $(PYTHON) -m pytest tests/test_public.py --timeout 600
