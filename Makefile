# Webside. `make` lists the tasks.

PORT ?= 8000
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(name))) python3)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run serve test test-sqlite test-postgresql test-browser check lint types fmt lock \
	lock-check bench lighthouse messages clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

setup: ## Make .venv with what running needs (hash-locked; nothing to do when it stands)
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is missing (or: make PYTHON=...)"; exit 1; }
	@$(PYTHON) scripts/venv.py requirements.txt
	@$(BIN)/python scripts/messages.py compile

setup-dev: ## Make .venv with what tests and checks need, too
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is missing (or: make PYTHON=...)"; exit 1; }
	@$(PYTHON) scripts/venv.py requirements-dev.txt
	@$(BIN)/python scripts/messages.py compile

run: setup ## Serve a demo school on 127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(MANAGE) serve --port $(PORT)

test: setup-dev ## Run every test: on SQLite, on PostgreSQL, in Chromium
	@$(BIN)/python -m tests.run

test-sqlite: setup-dev ## Run the suite on SQLite (ARGS="tests/people -x" for some of it)
	@$(BIN)/python -m tests.run sqlite -- $(ARGS)

test-postgresql: setup-dev ## Run the suite on PostgreSQL
	@$(BIN)/python -m tests.run postgresql -- $(ARGS)

test-browser: setup-dev ## Run the browser suite in Chromium
	@$(BIN)/python -m tests.run browser -- $(ARGS)

check: setup-dev ## Check style, types, imports, templates, translations, migrations, deployment settings, lock
	@$(BIN)/python scripts/check.py

fmt: setup-dev ## Put code and templates into their form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	-$(BIN)/djlint --reformat --quiet templates

lock: setup-dev ## Lock the newest versions that requirements*.in allow
	$(BIN)/$(LOCK) --upgrade requirements.in -o requirements.txt
	$(BIN)/$(LOCK) --upgrade requirements-dev.in -c requirements.txt -o requirements-dev.txt

bench: setup-dev ## Measure against the raw SQL, on PostgreSQL and on SQLite (ARGS="--quick")
	@$(BIN)/python -m benchmarks $(ARGS)

lighthouse: setup-dev ## Score the main pages by Lighthouse (needs npm and Chromium; not part of the tests)
	@$(BIN)/python scripts/lighthouse.py $(ARGS)

messages: setup ## Collect the texts to translate into locale/
	@$(BIN)/python scripts/messages.py update

clean: ## Remove caches and .venv; what is under var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
