# Everything there is to do with Stonechat. `make` alone lists it.
# It works with the make of macOS (3.81), whose rules this file keeps to.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := backend/.venv
PYTHON_HERE := $(VENV)/bin/python
STONECHAT := $(PYTHON_HERE) -m stonechat
REQUIREMENTS := backend/requirements

NPM_PARTS := openapi widget-frontend dashboard-frontend e2e bench/peers .ci
NPM_INSTALLED := $(NPM_PARTS:%=%/node_modules/.installed)
FRONTENDS_INSTALLED := openapi/node_modules/.installed widget-frontend/node_modules/.installed \
	dashboard-frontend/node_modules/.installed
BUILT := widget-frontend/dist/widget.js dashboard-frontend/dist/index.html

# What a build is made of: everything in these folders but results, packages and tests.
SOURCES_OF = $(shell find $(1) \( -name node_modules -o -name dist -o -name tests -o -name '*.test.*' \) -prune -o -type f -print)

# What a command says is shown only when it fails.
QUIETLY = said=$$( ( $(1) ) 2>&1 ) || { printf '%s\n' "$$said" >&2; exit 1; }

.PHONY: help run dev setup build test unit lint format openapi docs contract e2e chaos bars bench backup restore password lock clean check-node

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.runtime $(BUILT) ## set up what is missing, build, and serve until Ctrl-C
	@exec $(STONECHAT) run

dev: $(VENV)/.runtime $(FRONTENDS_INSTALLED) ## the same, and every part reloads when its sources change
	@exec $(STONECHAT) run --reload

setup: $(VENV)/.dev $(NPM_INSTALLED) ## install everything that development needs, from the lock files

build: $(BUILT) ## build both frontends into their dist/

test: setup ## everything that CI runs
	@sh .ci/browser.sh
	@$(PYTHON_HERE) .ci/checks.py

unit: setup ## only the unit tests of all parts
	@$(PYTHON_HERE) .ci/checks.py unit

lint: setup ## only types, style and borders of all parts
	@$(PYTHON_HERE) .ci/checks.py lint

e2e: setup ## only what needs all parts: the browser test, a short chaos run, bars without a clock, the bench's own test
	@sh .ci/browser.sh
	@$(PYTHON_HERE) .ci/checks.py e2e

chaos: setup ## faults from a seed against three API processes: make chaos SECONDS=600 SEED=7
	@cd e2e && npm run --silent chaos -- $(if $(SECONDS),--seconds=$(SECONDS)) $(if $(SEED),--seed=$(SEED))

bars: setup $(BUILT) ## measure what widget and dashboard promise, and fail beyond it: make bars ROUNDS=9
	@sh .ci/browser.sh
	@cd e2e && npm run --silent bars -- --rounds=$(if $(ROUNDS),$(ROUNDS),9)

bench: setup $(BUILT) ## measure beside peers and the limit: make bench ROUNDS=5 SECONDS=3 WORKERS=1
	@$(PYTHON_HERE) -m bench compare --rounds $(if $(ROUNDS),$(ROUNDS),5) --seconds $(if $(SECONDS),$(SECONDS),3) \
	  --workers $(if $(WORKERS),$(WORKERS),1)

format: setup ## put all sources into the common form
	@$(VENV)/bin/ruff format backend .ci bench e2e/chaos e2e/bars e2e/looks
	@for part in openapi widget-frontend dashboard-frontend e2e bench/peers; do (cd $$part && npx biome check --write .) || exit 1; done

openapi: $(VENV)/.dev openapi/node_modules/.installed ## export the contract from the backend, regenerate types and client
	@$(STONECHAT) openapi openapi/openapi.json
	@cd openapi && npm run --silent generate

docs: openapi/node_modules/.installed ## build the API reference into docs/reference/
	@cd openapi && npm run --silent docs

contract: $(VENV)/.dev ## does the contract break what was released?
	@$(PYTHON_HERE) backend/scripts/check_contract.py

backup: $(VENV)/.runtime ## save everything: make backup FILE=stonechat.backup
	@$(STONECHAT) backup "$(if $(FILE),$(FILE),backups/stonechat-$(shell date +%Y%m%d-%H%M%S).backup)"

restore: $(VENV)/.runtime ## bring everything back: make restore FILE=stonechat.backup YES=1
	@YES="$(YES)" $(STONECHAT) restore "$(FILE)"

password: $(VENV)/.runtime ## give an agent another password: make password EMAIL=ada@example.com
	@[ -n "$(EMAIL)" ] || { echo "Say whose, as in: make password EMAIL=ada@example.com" >&2; exit 1; }
	@$(STONECHAT) set-password "$(EMAIL)"

lock: $(VENV)/.runtime ## write the Python lock files anew; UPGRADE=1 takes newer versions
	@cd $(REQUIREMENTS) && for name in bootstrap runtime dev; do \
	  echo "Locking $$name."; constraint=; [ $$name = dev ] && constraint="--constraint runtime.txt"; \
	  ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    $(if $(UPGRADE),--upgrade) $$constraint --output-file $$name.txt $$name.in >/dev/null || exit 1; \
	done

clean: ## remove everything that was installed or built; the data in .data/ stays
	@rm -rf $(VENV) $(NPM_PARTS:%=%/node_modules) widget-frontend/dist dashboard-frontend/dist .results docs/reference
	@find . -name node_modules -prune -o -type d \( -name .mypy_cache -o -name .ruff_cache -o -name .pytest_cache \
	  -o -name .hypothesis -o -name .import_linter_cache -o -name __pycache__ \) -prune -exec rm -rf {} +

# --- What is installed and built; each has a stamp that is as old as what it was made from. ---

$(VENV)/.runtime: $(REQUIREMENTS)/runtime.txt $(REQUIREMENTS)/bootstrap.txt backend/scripts/install.sh
	@if [ -e $(VENV)/.dev ]; then $(MAKE) --no-print-directory $(VENV)/.dev; else \
	  echo "Installing the backend's Python packages."; \
	  sh backend/scripts/install.sh $(VENV) $(REQUIREMENTS)/runtime.txt; fi
	@touch $@

$(VENV)/.dev: $(REQUIREMENTS)/dev.txt $(REQUIREMENTS)/runtime.txt $(REQUIREMENTS)/bootstrap.txt backend/scripts/install.sh
	@echo "Installing the backend's Python packages and development tools."
	@sh backend/scripts/install.sh $(VENV) $(REQUIREMENTS)/dev.txt
	@touch $(VENV)/.runtime $@

$(NPM_INSTALLED): %/node_modules/.installed: %/package-lock.json | check-node
	@echo "Installing the npm packages of $*."
	@$(call QUIETLY,cd $* && npm ci --no-audit --no-fund --loglevel=error && mkdir -p node_modules)
	@touch $@

widget-frontend/dist/widget.js: widget-frontend/node_modules/.installed openapi/node_modules/.installed \
		$(call SOURCES_OF,widget-frontend openapi)
	@echo "Building the widget."
	@$(call QUIETLY,cd widget-frontend && npm run --silent build)
	@touch $@

dashboard-frontend/dist/index.html: dashboard-frontend/node_modules/.installed openapi/node_modules/.installed \
		$(call SOURCES_OF,dashboard-frontend openapi)
	@echo "Building the dashboard."
	@$(call QUIETLY,cd dashboard-frontend && npm run --silent build)
	@touch $@

check-node:
	@version=$$(node --version 2>/dev/null) || version=none; \
	case "$$version" in v20.19.*|v20.[2-9]?.*|v2[1-9].*|v[3-9]?.*) ;; \
	  *) echo "Stonechat needs Node.js 20.19 or newer, with npm, and found $$version: install it." >&2; exit 1;; esac; \
	command -v npm >/dev/null || { echo "Stonechat needs npm, which comes with Node.js: install it." >&2; exit 1; }
