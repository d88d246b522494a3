# make dashboard   set up, render and load the demonstration if there is nothing else, serve on localhost (PORT=8501)
# make test        set up, find or fetch a browser, run every test that needs no further Debian package
# make bench       measure reading, building and serving; print tables, write build/bench.json and build/speed.json
# make bench-speed  the serving part alone: reruns, the first chart, 300 sessions, 10,000 reruns (some ten minutes)
# make bench-national  a country of 120,000 agencies beside pandas, polars, SQLite and chdb; writes docs/bench-national.md
# make bench-scale  how building grows from 10³ to 10⁵ reports; WHOLE=1 goes on to 2·10⁶
# make ocr         what recognises scans (110 MB); the others try it too, and go on without it where it cannot be had
# make lint        the style of the code
# Everything but Debian's browser package stays inside this folder.

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
export PIP_CACHE_DIR := $(CURDIR)/build/pip-cache
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/build/browsers
# Browsers and LibreOffice keep notes in the home of whoever runs the tests, unless told another place. (Not for all: pip's settings lie there.)
TIDY := XDG_CONFIG_HOME=$(CURDIR)/build/home/config XDG_CACHE_HOME=$(CURDIR)/build/home/cache

.PHONY: dashboard test test-system bench bench-speed bench-national bench-scale ocr lint setup setup-dev clean
.DEFAULT_GOAL := dashboard

$(VENV)/.made: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本；$(PYTHON) 是 $$($(PYTHON) --version 2>&1)。请安装后用 make PYTHON=python3.11 重试。" >&2; exit 1; }
	@echo "准备运行环境（只在第一次或依赖改变时进行，约一两分钟）…" >&2
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "建不成虚拟环境 $(VENV)：请先安装 Python 的 venv 组件（Debian：python3-venv）。" >&2; exit 1; }
	@$(BIN)/python -m pip install -q -c constraints.txt "pip>=25.1"
	@$(BIN)/python -m pip install -q -c constraints.txt --build-constraint constraints.txt -e .
	@touch $@

$(VENV)/.made-dev: $(VENV)/.made
	@$(BIN)/python -m pip install -q -c constraints.txt --group dev
	@touch $@

$(VENV)/.made-ocr: $(VENV)/.made
	@$(BIN)/python -m pip install -q --no-deps -c constraints.txt --group ocr
	@touch $@

ocr: $(VENV)/.made-ocr

# Scans are read where the engine can be had; where it cannot (no wheel for this machine), all else works.
setup: $(VENV)/.made
	@$(MAKE) -s ocr || echo "没有装上文字识别组件：扫描件和图片将被拒读，其余一切照常。以后可运行 make ocr 再试。" >&2

setup-dev: $(VENV)/.made-dev $(VENV)/.made-ocr

dashboard: setup
	@$(BIN)/disclosure serve --port $(PORT)

build/browser: $(VENV)/.made-dev tests/browser/find_browser.py
	@mkdir -p build
	@$(BIN)/python tests/browser/find_browser.py > $@.new && mv $@.new $@

lint: setup-dev
	@$(BIN)/ruff check .

test: setup-dev build/browser
	@$(TIDY) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --basetemp=build/pytest --ignore=tests/system
	@echo "留给 make test-system 的（需要别的 Debian 软件包）：由 LibreOffice 另行排版的文件、由它转换的旧格式（rtf 等）、整份的扫描件；存在 PostgreSQL 里的研判；反向代理。"

test-system: setup-dev build/browser
	@$(BIN)/python tests/system/needs.py
	@$(TIDY) $(BIN)/python -m pytest tests/system --basetemp=build/pytest-system

bench: setup-dev
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.speed

bench-speed: setup-dev
	@$(BIN)/python -m tests.bench.speed

bench-national: setup-dev
	@$(BIN)/python -m pip install -q -c constraints.txt --group bench
	@$(BIN)/python -m tests.bench.national

bench-scale: setup-dev
	@$(BIN)/python -m tests.bench.scale $(if $(WHOLE),--whole)

clean:
	rm -rf $(VENV) build
