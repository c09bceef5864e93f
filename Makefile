# Python 3.11 or later, make and this checkout are all it takes. `make help` lists the commands.
PYTHON3 ?= python3
PYTHON := .venv/bin/python
WORKERS ?= 2
LOCK = $(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo check test lock bench lint packages chromium
.SILENT:

help: ## these lines
	sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

demo: packages ## the whole platform with its demo, on http://localhost:8000 (WEB_PORT=, LIVE_PORT= to choose)
	DEMO=$${DEMO:-1} exec $(PYTHON) -m participatie.demo

check: lint ## everything but the browser, under five minutes
	exec $(PYTHON) -m pytest -n $(WORKERS) --ignore tests/browser

test: lint chromium ## everything
	exec $(PYTHON) -m pytest -n $(WORKERS)

lint: packages
	$(PYTHON) -m ruff check --quiet .
	$(PYTHON) -m ruff format --check --quiet .
	PYTHONPATH=. .venv/bin/lint-imports --no-cache > .venv/imports.log || { cat .venv/imports.log; exit 1; }
	$(PYTHON) -m mypy --no-error-summary

bench: packages ## the table of docs: speed and size, each as a ratio
	exec $(PYTHON) -m bench

lock: packages ## renews the locked, hashed packages
	$(LOCK) -o requirements/run.txt
	$(LOCK) --group dev -o requirements/dev.txt

# pip is asked only when the lock or the interpreter changed: asking costs seconds.
packages:
	$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON3=python3.11"; exit 1; }
	test -x $(PYTHON) && $(PYTHON) -c '' 2>/dev/null || { rm -rf .venv; $(PYTHON3) -m venv .venv || { rm -rf .venv; exit 1; }; }
	wanted=$$( { $(PYTHON) -VV; cat requirements/dev.txt; } | cksum ); \
	test "$$wanted" = "$$(cat .venv/packages 2>/dev/null)" || { \
		echo "Installing the packages of requirements/dev.txt in .venv ..."; \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements/dev.txt; \
	} && echo "$$wanted" > .venv/packages

# Without Chromium the browser tests are skipped by name.
chromium:
	test -x /usr/bin/chromium || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && { \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium; \
	} >/dev/null 2>&1; } || echo "Chromium is missing and cannot be installed: the tests in tests/browser are skipped."
