# Needs make and Python 3.11 or newer with venv, nothing else. `make help` lists the targets.

PORT = 8000
PYTHON = python3
BIN = .venv/bin
ARGS =

.PHONY: help run test test-long lint format browser tour pictures install install-dev packages lock \
  bench-penalties bench-penalties-million bench-approvals bench-inbox bench-intake procedure-matrix

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -e 's/:.*## /\t/' | expand -t 14

run: install ## run everything on this machine (make run PORT=8765)
	@exec $(BIN)/python manage.py run --port $(PORT)

test: install-dev ## run the tests (make test ARGS="-k complaint")
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 -m "not long" $(ARGS)

test-long: install-dev ## run the long forms: many walks while real processes are killed
	@$(BIN)/python -m pytest -m long $(ARGS)

lint: install-dev ## style, types, the import law, migrations, the production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy casework complaints inspections penalties
	$(BIN)/lint-imports
	@# No database is needed to compare models with migrations; Django warns that there is none.
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check
	@CASEWORK_ENV=production ALLOWED_HOSTS=casework.example DATABASE_URL=postgres:///casework \
	  REDIS_URL=redis://localhost SECRET_KEY=`$(KEY)` VAULT_KEYS=`$(KEY)` VAULT_INDEX_KEY=`$(KEY)` \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

KEY = $(BIN)/python -c 'import secrets; print(secrets.token_hex(32))'

format: install-dev ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: ## install Debian's Chromium for the browser tests
	@command -v chromium >/dev/null 2>&1 || { \
	  [ "`id -u`" = 0 ] || { echo "Chromium is missing. As root: apt-get install chromium" >&2; exit 1; }; \
	  command -v apt-get >/dev/null 2>&1 || { echo "Chromium is missing: install it by hand." >&2; exit 1; }; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; \
	}

tour: install-dev browser ## walk the seed case in a browser and keep the pictures for the README
	@TOUR_DIR=docs/tour $(BIN)/python -m pytest tests/browser/test_walk.py

pictures: install-dev ## take the pictures of all documents again (look at what changed)
	@$(BIN)/python -m tests.documents.pictures

install: ## make .venv with the locked packages
	@cmp -s requirements.lock .venv/requirements.lock || $(MAKE) -s packages LOCK=requirements.lock

install-dev: ## make .venv with the locked packages and the tools
	@cmp -s requirements-dev.lock .venv/requirements-dev.lock || $(MAKE) -s packages LOCK=requirements-dev.lock

bench-penalties: .venv-bench/requirements-bench.lock ## assessments a second, beside OpenFisca
	@.venv-bench/bin/python -m tests.penalties.bench $(ARGS)

bench-penalties-million: .venv-bench/requirements-bench.lock ## a million past cases under a draft law (make ... PAST=20000)
	@.venv-bench/bin/python -m tests.penalties.bench --past $(PAST)

bench-approvals: install ## the heads' queue at a thousand and at a hundred thousand open items
	@$(BIN)/python -m tests.web.bench_approvals $(ARGS)

bench-inbox: install ## the intake desk's inbox at a thousand and at a million submissions
	@$(BIN)/python -m tests.complaints.bench_inbox $(ARGS)

bench-intake: install ## complaints taken in a second, beside a bare create view (make ... ARGS="--rows 20000 --seconds 10")
	@$(BIN)/python -W ignore -m tests.complaints.bench_intake $(ARGS)

PAST = 1000000

# OpenFisca wants an old gunicorn: its packages lie apart.
.venv-bench/requirements-bench.lock: requirements-bench.lock
	@$(PYTHON) -m venv --clear .venv-bench
	@echo "Installing the packages of $< ..."
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@cp $< $@

# A copy of the lock in .venv says what is installed. The development lock holds the other one whole.
packages:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "$(PYTHON) is missing. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "`$(PYTHON) -V` is too old: Python 3.11 or newer is needed (PYTHON=python3.12 names another)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@rm -f .venv/requirements.lock .venv/requirements-dev.lock
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "Installing the packages of $(LOCK) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@cp requirements.lock .venv/ && cmp -s $(LOCK) .venv/$(LOCK) || cp $(LOCK) .venv/

lock: ## rewrite the locks (needs uv)
	@command -v uv >/dev/null 2>&1 || { echo "uv is missing: https://docs.astral.sh/uv/" >&2; exit 1; }
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  requirements-bench.in -o requirements-bench.lock

procedure-matrix: install-dev ## write tests/procedure/matrix.csv anew from the tables; read its difference before you commit it
	@WRITE_MATRIX=1 $(BIN)/python -m pytest -q tests/procedure/test_matrix.py -k tables
