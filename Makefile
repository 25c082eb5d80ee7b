# GNU make 3.81, which macOS has, and a POSIX shell are enough.

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.ready
NPM := node_modules/.ready
BENCH_NPM := tests/bench/node_modules/.ready
PIP_OPTIONS := --disable-pip-version-check --progress-bar off

.PHONY: help book html dist test lab check audit outputs bench requirements clean

help:
	@echo "make book          build the book: _build/html/index.html"
	@echo "make dist          make the zip, the PDF, the EPUB and the folder for a host: _build/dist"
	@echo "make test          run all tests, in real browsers too (NO_BROWSER=1 leaves those out)"
	@echo "make lab           open the lessons in JupyterLab, on a copy of your own"
	@echo "make check         check style and content, in seconds"
	@echo "make audit         ask the advisory databases about all that is pinned"
	@echo "make outputs       execute the notebooks whose stored outputs are stale"
	@echo "make bench         measure the book beside its peers, and have Lighthouse judge every page"
	@echo "make requirements  pin again what pyproject.toml asks for"
	@echo "make clean         remove all that was built or installed here"

book: outputs
	@$(MAKE) --no-print-directory html

# The book is built from the outputs as they are stored, which is what the tests have to judge.
html: $(SETUP) $(NPM)
	@echo "== Building the book"
	@$(BIN)/jupyter-book build . -W -n --keep-going || { \
		rm -rf _build/.doctrees; \
		echo "The book was not built: each WARNING above is an error here."; exit 1; }
	@echo; echo "The book is ready. Open:  $(CURDIR)/_build/html/index.html"

outputs: $(SETUP)
	@echo "== Bringing the stored outputs up to date"
	@$(BIN)/massage-neuropathy outputs

dist: book
	@echo "== Looking for the browser"
	@$(BIN)/python -m tests.browser chromium
	@echo "== Making what the course is given away as"
	@$(BIN)/massage-neuropathy dist

test: html
ifeq ($(filter-out 0,$(NO_BROWSER)),)
	@echo "== Looking for the browsers"
	@$(BIN)/python -m tests.browser
endif
	@echo "== Running the tests"
	@$(BIN)/python -m pytest -n auto --nbval -m "not timed"
	@echo "== Measuring, one test after the other"
	@$(BIN)/python -m pytest -n 0 -m timed tests

lab: $(SETUP)
	@$(BIN)/massage-neuropathy lab $(ARGS)

check: $(SETUP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/massage-neuropathy check

# Exit status 0: all looked up and clean. Otherwise it says what is weak, or what could not be looked up.
audit: $(SETUP)
	@$(BIN)/python -m tests.audit

bench: html $(BENCH_NPM)
	@$(BIN)/python -m tests.browser chromium
	@$(BIN)/python -m tests.bench

# Pins keep their extras: without them older versions of pip take the newest there is for "jsonschema[...]".
requirements: $(SETUP)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --all-extras --no-strip-extras \
		--python-version 3.11 $(ARGS) pyproject.toml -o requirements.txt \
		--custom-compile-command "make requirements"

clean:
	rm -rf _build .venv node_modules tests/bench/node_modules .pytest_cache .ruff_cache .hypothesis *.egg-info

$(SETUP): requirements.txt pyproject.toml
	@echo "== Setting up .venv (a minute or two the first time; a dot for each package)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not: install one and name it,"; \
		echo "for instance  make PYTHON=python3.12 book"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
	@{ $(BIN)/python -m pip install $(PIP_OPTIONS) --require-hashes -r requirements.txt || echo FAILED; } | \
	while read -r word _; do case "$$word" in \
		Collecting) printf .;; \
		Installing) printf ' all here, installing\n';; \
		FAILED) echo; exit 1;; \
	esac; done
	@$(BIN)/python -m pip install -qq $(PIP_OPTIONS) --no-deps --no-build-isolation -e .
	@touch $@

$(NPM): $(SETUP) package.json package-lock.json
	@echo "== Installing the tools from npm"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --loglevel=error
	@touch $@

$(BENCH_NPM): $(NPM) tests/bench/package.json tests/bench/package-lock.json
	@echo "== Installing Lighthouse from npm"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --prefix tests/bench --loglevel=error
	@touch $@
