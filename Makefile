# make run    builds the seeds and serves them on http://127.0.0.1:$(PORT)
# make test   format, lint, types, import contracts, tests
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test check browser format lock clean

run: .venv/run.stamp
	@$(BIN)/kg serve seeds/articles --data data/seeds --port $(PORT)

test: .venv/dev.stamp browser check
	@$(BIN)/pytest

check: .venv/dev.stamp
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports

format: .venv/dev.stamp
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# The pages are tested in a real browser with real Chinese glyphs.
browser:
	@if [ -z "$$KG_CHROMIUM" ] && ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; fi

.venv/run.stamp: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements-dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Pinned and hashed, and without the address of any package host.
lock: .venv/dev.stamp
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --all-build-deps --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --all-build-deps --extra dev --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
