# Every command of the book. `make` alone lists them; a fresh machine needs Python 3.11, git and make.
SHELL := /bin/sh
PYTHON ?= python3
PY := .venv/bin/python
PORT ?= 8000
CHAPTER ?=
URL ?=
COMMIT ?= HEAD
REMOTE ?=
KIND ?= lowest
CODE := benchmarks book dlnotes tests tools
ROOT_USER := $(filter 0,$(shell id -u))

.DEFAULT_GOAL := help
.PHONY: help setup browser book html test test-all lab run new lists lint format bench publish versions student
.NOTPARALLEL:

help:
	@echo "make book                     set up, build the book and serve it at http://127.0.0.1:$(PORT)"
	@echo "make test                     set up and run every test"
	@echo "make test CHAPTER=part/name   everything that concerns one chapter, its page included"
	@echo "make test-all                 every test, and all chapters on the other processor"
	@echo "make browser                  find or install the browser that the tests use"
	@echo "make html                     build the book into _build/html"
	@echo "make lab                      open the chapters in JupyterLab"
	@echo "make run CHAPTER=part/name    execute a chapter and store it with its outputs"
	@echo "make new CHAPTER=part/name    start a chapter that is still a draft"
	@echo "make lists                    write _toc.yml and the README's table from book/parts"
	@echo "make lint, make format        check the form of code and chapters, mend that of code"
	@echo "make bench                    time and weigh: a table, and _build/bench.json"
	@echo "make versions KIND=lowest     code tests and chapters with the oldest allowed versions, or newest"
	@echo "make student                  the book without solutions, in _build/student"
	@echo "make publish URL=https://...  commit the chapters with that address to the branch published"

setup:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "set-up: there is no $(PYTHON): install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) tools/environment.py

book: html
	$(PY) -m tools.serve $(PORT)

# Built afresh each time: a page that did not change would keep its warnings to itself.
html: setup
	rm -rf _build/html _build/.doctrees _build/jupyter_execute
	$(PY) -m tools.build

ifeq ($(CHAPTER),)
test: setup browser
	$(PY) -m tools.suite
else
test: setup browser
	$(PY) -m tools.check $(CHAPTER)
endif

test-all: setup browser
	$(PY) -m tools.suite --all

# Found or installed once, before any test process starts; those only read where it is.
browser: setup
	@$(PY) -m tools.browser

lab: setup
	$(PY) -m jupyterlab $(if $(ROOT_USER),--allow-root) notebooks

run: setup
	$(PY) -m tools.run $(CHAPTER)

new: setup
	$(PY) -m tools.new $(CHAPTER)

lists: setup
	$(PY) -m tools.lists

lint: setup
	$(PY) -m ruff check $(CODE) notebooks
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m tools.lints $(CHAPTER)

format: setup
	$(PY) -m ruff check --fix $(CODE)
	$(PY) -m ruff format $(CODE)

bench: html browser
	$(PY) -m pytest benchmarks --benchmark-json=_build/bench.json

versions: setup browser
	$(PY) -m tools.versions $(KIND)

# The copy is not a repository, so its pages are built from where it lies.
student: setup
	$(PY) -m tools.student
	cd _build/student && $(CURDIR)/$(PY) -m tools.build

publish: setup
	$(PY) -m tools.publish "$(URL)" "$(COMMIT)"
	$(if $(REMOTE),git push --force $(REMOTE) published)
