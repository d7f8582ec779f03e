# One word per task. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
AS_AT ?= $(shell date +%Y-%m-01)

.PHONY: help pictures setup demo test check fix bench docs lock test-spec test-generative test-spark golden rules clean

help:  ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(VENV)/.ready node_modules/.ready  ## .venv with the sightline command and the pages' style, from locked dependencies

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

# The style and behaviour of pages, from the packages of package-lock.json.
node_modules/.ready: package-lock.json sightline/web/design/build.mjs $(wildcard sightline/web/design/scss/*.scss)
	npm ci --silent
	npm run --silent build
	touch $@

demo: setup  ## A made-up authority, loaded, measured, with its performance workbook
	$(BIN)/sightline demo --workspace $(DEMO)

test: setup  ## Every test, on every core
	$(BIN)/python -m pytest -n auto --dist worksteal

test-spec: setup  ## The definitions, one small drawn table each
	$(BIN)/python -m pytest tests/spec

test-generative: setup  ## Random worlds: DuckDB, Spark and plain Python agree (thousands of them)
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest tests/generative

test-spark: setup  ## What needs a Java runtime
	$(BIN)/python -m pytest -m spark

check: setup  ## Every check, all failures reported
	@failed=0; \
	$(BIN)/ruff format --check sightline tests bench || failed=1; \
	$(BIN)/ruff check sightline tests bench || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/python -m sightline.documentation --check || failed=1; \
	$(BIN)/python -m pytest -q tests/architecture || failed=1; \
	exit $$failed

fix: setup  ## Format, and mend what can be mended
	$(BIN)/ruff format sightline tests bench
	$(BIN)/ruff check --fix sightline tests bench

docs: setup  ## The reference pages, from the catalogue and its spec tests
	$(BIN)/python -m sightline.documentation

pictures: setup  ## The pictures of the main pages, from a new demo
	$(BIN)/sightline demo --workspace $(DEMO) --no-serve
	$(BIN)/python docs/images/make.py $(DEMO)

rules: setup  ## The SQL of the returns' rules, made beforehand
	$(BIN)/python -m sightline.returns.precompiled

golden: setup  ## Accept the reports as they are now
	$(BIN)/python -m pytest tests/golden --accept

bench: setup  ## Speed and memory against hand-written SQL, into docs/benchmarks.md
	$(BIN)/python -m bench

lock: setup  ## Resolve the dependencies again, with hashes and without naming a registry
	$(BIN)/uv pip compile pyproject.toml --quiet --no-header --generate-hashes --no-emit-index-url \
		--python-version 3.11 -o requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --quiet --no-header --generate-hashes --no-emit-index-url \
		--python-version 3.11 --extra spark --extra postgres --extra dev -o requirements/dev.txt

clean:  ## Remove what setup and demo made
	rm -rf $(VENV) $(DEMO) node_modules sightline/web/design/static/vendor
