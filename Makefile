# Two commands do everything on a fresh machine that has Python and make: `make demo` and `make test`.
PYTHON ?= python3
EMBEDDED := $(filter %.zip,$(PYTHON))
ifneq ($(EMBEDDED),)
override PYTHON := python3
endif
VENV := .venv
BIN := $(VENV)/bin
ENGINE := engines/xlwings_libreoffice
QUICK := tests/base tests/law tests/book tests/plugins/test_extending.py tests/documents/test_code.py tests/whole/test_every_plugin.py tests/whole/test_house.py

.PHONY: demo quick test long fuzz bench yardstick manual windows wheel pictures lock forms texts clean setup

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml tools/prepare.py $(shell find $(ENGINE)/xlwings_libreoffice -name '*.py') $(ENGINE)/pyproject.toml
	$(PYTHON) tools/prepare.py
	@touch $@

demo: setup
	$(PYTHON) tools/prepare.py --office
	$(BIN)/python tools/demo.py

# what one asks of every commit, without a program beside Python: under a minute
quick: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadfile -q -m "not long" $(QUICK)

# what the tests in one process cover is counted; counting the others too would double their time
test: setup manual
	$(PYTHON) tools/prepare.py --tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd $(ENGINE) && ../../$(BIN)/python -m pytest -n auto -q -m "not long"
	$(BIN)/python -m pytest -n auto --dist loadfile -q -m "not long" --cov --cov-report=term:skip-covered $(QUICK)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not long" $(addprefix --ignore=,$(QUICK))

long: setup manual
	$(PYTHON) tools/prepare.py --tests
	$(BIN)/python -m pytest -n auto --dist loadfile
	cd $(ENGINE) && ../../$(BIN)/python -m pytest -n auto --dist loadfile

# mutations of our own files for as long as one likes: make fuzz SECONDS=7200
SECONDS ?= 3600
fuzz: setup
	UBB4_FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest -q tests/whole/test_fuzz.py -k hours

# xlwings' own tests on LibreOffice, in an environment of their own; CHECKOUT: a checkout of xlwings' repository, fetched when not given
CHECKOUT ?= build/xlwings
yardstick: setup $(CHECKOUT)/tests
	$(PYTHON) tools/prepare.py --office
	$(PYTHON) -m venv build/yardstick
	build/yardstick/bin/pip install -q --require-hashes -r $(ENGINE)/yardstick.lock
	build/yardstick/bin/pip install -q --no-index --no-deps --force-reinstall build/wheels/xlwings_libreoffice-*.whl
	build/yardstick/bin/python $(ENGINE)/yardstick.py $(CHECKOUT) --released

build/xlwings/tests:
	git clone -q --depth 1 --branch $$($(BIN)/python -c "import xlwings; print(xlwings.__version__)") https://github.com/xlwings/xlwings build/xlwings

bench: setup
	$(PYTHON) -m venv build/bench && build/bench/bin/pip install -q --require-hashes -r benchmarks/requirements.lock
	build/bench/bin/pip install -q --no-build-isolation --no-deps .
	build/bench/bin/python benchmarks/run.py
	$(BIN)/python benchmarks/marks.py
	$(BIN)/python benchmarks/press.py
	$(BIN)/python benchmarks/signed.py
	build/bench/bin/python benchmarks/matching.py
	$(BIN)/python benchmarks/notebooks.py
	$(BIN)/python benchmarks/region.py
	$(BIN)/python $(ENGINE)/benchmarks/run.py

# one page each for officers and analysts, Kazakh and Russian, into core/ubb4/manual/, which rides in the wheel
manual: setup
	$(PYTHON) tools/prepare.py --office
	$(PYTHON) tools/prepare.py --windows
	PYTHONPATH=tests $(BIN)/python tools/manual/make.py

# two installers, two archives, bill of materials, sums, the wheels: into dist/. PYTHON=FILE.zip SHA256=… takes python.org's own embeddable archive, SIGN=FILE.pfx signs
windows: manual wheel
	$(BIN)/python tools/setup/make.py $(if $(EMBEDDED),--python $(EMBEDDED) --sha256 "$(SHA256)") $(if $(SIGN),--sign $(SIGN))

wheel: setup
	$(BIN)/python -m pip -q --disable-pip-version-check wheel --no-build-isolation --no-deps --no-index -w dist . $(ENGINE)

pictures: setup
	$(PYTHON) tools/prepare.py --office
	$(BIN)/python tools/pictures.py

forms: setup
	$(BIN)/ubb4 plugins forms $(wildcard plugins/*)

texts: setup
	$(BIN)/ubb4 plugins texts core/ubb4 notebooks $(wildcard plugins/*)

lock:
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements-run.lock
	$(BIN)/uv pip compile pyproject.toml --extra notebook --extra store --extra sign -c requirements-run.lock --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements-notebook.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml benchmarks/requirements.in --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o benchmarks/requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(ENGINE)/yardstick.in --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o $(ENGINE)/yardstick.lock

clean:
	rm -rf $(VENV) build dist
