# Two commands do everything on a fresh machine (python3, pip, make): `make run` and `make test`.

PORT ?= 8000
PYTHON ?= python3
DEMO_PASSWORD ?= second-chances-demo
NUMBER ?= 3000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PAGES := .venv/pages/node_modules/.package-lock.json
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

export ADMIN_BASE_URL ?= http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help run reset test check lock messages screenshots prove-pages prove-consent prove-signup prove-api prove-hosts prove-edge bench clean

help: ## What there is to do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 20

run: .venv/run var/demo ## The site with demo content, its worker beside it; Ctrl-C ends both (PORT=8000)
	@tests/needs.sh pango || echo "Without these, proofs of stories cannot be made as PDF; all else works."
	@exec $(MANAGE) serve --port $(PORT) --show-sign-in '$(DEMO_PASSWORD)'

reset: .venv/run ## Throw away everything that was edited, and build the demo content afresh
	rm -rf var
	@$(MAKE) --no-print-directory var/demo

check: .venv/test ## The quick part: lint, types, layers, migrations, translations, unit tests
	@tests/needs.sh xgettext pango
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(find templates site_project/templates -name '*.html')
	$(BIN)/ty check
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not slow and not browser"

test: .venv/test ## Everything: SQLite, PostgreSQL, a real browser, the wheel in a host site
	@tests/needs.sh xgettext pango chromium postgres node
	@tests/run_all.sh

lock: .venv/test ## Lock the dependencies afresh (needs uv)
	for name in run test; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
			requirements/$$name.in $$([ $$name = test ] && echo -c requirements/run.txt) -o requirements/$$name.txt; done

messages: .venv/test ## Collect the interface's words for translation, and compile them
	@tests/needs.sh xgettext
	$(BIN)/python tests/contracts/messages.py update

screenshots: .venv/test ## Every page in every state, to look at: var/screenshots/ (README=1: the README's pictures)
	@tests/needs.sh chromium
	$(BIN)/python $(if $(README),docs/images/take.py,-m tests.proofs.pages.screenshots)

prove-pages: .venv/test $(PAGES) ## Lighthouse, axe in every state, HTML checker, weight: one table (QUICK=1)
	$(BIN)/python -m tests.proofs.pages $(if $(QUICK),--quick)

prove-consent: .venv/test ## Every door x every element of a story x all that is public: where was it seen? (10 minutes)
	SC_ALL_DOORS=1 $(BIN)/pytest -q -s tests/stories/test_everywhere.py

prove-signup: .venv/test ## Sign-ups amid kills, a dead mail server, a full disk (15 minutes; NUMBER=3000; root)
	@tests/needs.sh postgres
	$(BIN)/python -m tests.proofs.sign_up --number $(NUMBER)

bench: .venv/test ## What we cost beside stock Wagtail, in ratios (QUICK=1: three minutes)
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

prove-api: .venv/test ## A thousand requests that nobody expected, over the whole API (SC_API_CASES=1000)
	SC_API_CASES=$${SC_API_CASES:-1000} $(BIN)/pytest -q -s tests/contracts/test_api_cases.py

prove-hosts: .venv/test ## Debian's WordPress unfurls a pasted address, shows the elements and takes a form: var/hosts/ (root)
	@tests/needs.sh chromium wordpress
	$(BIN)/python -m tests.proofs.hosts

prove-edge: .venv/test ## Varnish and nginx in front: seconds until fresh and gone, and what readers get while the site is away (5 minutes; root)
	@tests/needs.sh varnish nginx postgres
	$(BIN)/python -m tests.proofs.edge

clean: ## Remove the virtual environment and everything that was edited
	rm -rf .venv var

# --- Stamps: what is there already is not done again ------------------------------------------------------------------

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.11" >&2; exit 1; }
	@echo "Making a virtual environment …"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { [ "$$(id -u)" = 0 ] && apt-get -qq update && apt-get -qq install -y python3-venv && $(PYTHON) -m venv .venv; }
	@touch $@

.venv/run: requirements/run.txt | .venv/python
	@echo "Installing what the site needs …"
	@$(INSTALL) -r requirements/run.txt
	@touch $@

.venv/test: requirements/test.txt | .venv/run
	@echo "Installing what the tests need …"
	@$(INSTALL) -r requirements/test.txt
	@touch $@

# npm writes this file when everything is there.
$(PAGES): tests/proofs/pages/package-lock.json | .venv/test
	@tests/needs.sh chromium node java
	@echo "Installing what judges the pages …"
	@mkdir -p .venv/pages
	@cp $(addprefix tests/proofs/pages/,package.json package-lock.json .npmrc) .venv/pages
	@cd .venv/pages && npm ci --silent
	@touch $@

var/demo: .venv/run $(wildcard */migrations/0*.py)
	@$(MANAGE) migrate --verbosity 0
	@[ -e $@ ] || $(MANAGE) demo --port $(PORT) --password '$(DEMO_PASSWORD)'
	@touch $@
