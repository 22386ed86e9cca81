# One word each; every recipe is a plain command that works without make, too.
PYTHON ?= python3
BIN := .venv/bin
EXTRAS ?= dev
PIP_FLAGS ?=
GOAL ?= turn on Wi-Fi, then add a contact named Ann Lee with number 555-0100

.PHONY: demo test check speed format clean

demo: .venv/core.stamp  ## the main job on the virtual phone: no key, no phone, no GPU
	$(BIN)/phoneagent run --device virtual --crew rules "$(GOAL)"

test: .venv/dev.stamp   ## the whole test suite; what CI runs
	$(BIN)/python tests/requirements.py
	$(BIN)/python -m pytest -n 2 --dist worksteal -q

check: .venv/dev.stamp  ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

speed: .venv/dev.stamp  ## every benchmark; rewrites the table in benchmarks/speed/README.md
	$(BIN)/python -m benchmarks.speed

format: .venv/dev.stamp ## mend what can be mended by machine
	$(BIN)/ruff check --fix -q .
	$(BIN)/ruff format -q .

clean:                  ## everything that make made
	rm -rf .venv build dist

.venv/core.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "phoneagent needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/dev.stamp: .venv/core.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_FLAGS) -e '.[$(EXTRAS)]'
	@touch $@
