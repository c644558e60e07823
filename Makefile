# make run    the site on http://127.0.0.1:8000 (HOST and PORT change it)
# make demo   a second site on http://127.0.0.1:8001, in var/demo, with an invented company in full swing
# make test   all tests on SQLite;  make test-postgres   on PostgreSQL all but those that touch no database
# make bench  speed of imports on both databases, of live scoring beside one, of fifty people scoring, of
#             blueprints, of every page (make bench-pages)
# make check  style, order of rooms, types, translations, migrations, locks, known vulnerabilities, dead code, deployment checks
# make lock   the lock files, from requirements.txt and pyproject.toml

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
# What was compiled is kept from one run to the next, and for the sites that tests start: without that, whatever the
# environment says, each process compiles everything anew.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(PY) -m pytest -n 2 --dist loadgroup
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.PHONY: run demo install dev test test-postgres bench bench-imports bench-scoring bench-candidates bench-room bench-blueprint bench-pages check lock format messages clean

run: $(RUNTIME)
	@$(PY) manage.py prepare
	@exec $(PY) manage.py serve

# Nothing of the real site's surroundings reaches the demo: neither its database nor its keys.
DEMO := env -u DATABASE_URL -u QBANK_SECRET_KEY -u QBANK_SEAL_KEY -u QBANK_BACKUPS -u QBANK_BACKUP_PASSPHRASE \
  QBANK_DEMO=on QBANK_BACKUPS_KEPT=0 QBANK_VAR=$${QBANK_VAR:-var}/demo PORT=$${PORT:-8001} $(PY) manage.py

demo: $(RUNTIME)
	@$(DEMO) prepare
	@$(DEMO) demo
	@exec $(DEMO) serve

install: $(RUNTIME)
dev: $(DEV)

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock | $(PY)
	$(PY) -m pip install --quiet --requirement requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	$(PY) -m pip install --quiet --requirement requirements-dev.lock
	@touch $@

# For every system and Python that is supported, with the hashes of all their files. What is locked stays as
# it is where it still fits; `make lock ARGS=--upgrade` takes the newest.
lock: $(DEV)
	$(LOCK) requirements.txt --output-file requirements.lock $(ARGS)
	$(LOCK) requirements.txt --group pyproject.toml:dev --constraints requirements.lock \
	  --output-file requirements-dev.lock $(ARGS)

test: $(DEV)
	@. .ci/chromium.sh; . .ci/office.sh; $(PYTEST) $(ARGS)

test-postgres: $(DEV)
	@. .ci/chromium.sh; . .ci/office.sh; $(PY) .ci/with_postgres.py $(PYTEST) $(ARGS)

bench: bench-imports bench-scoring bench-candidates bench-room bench-blueprint bench-pages

bench-imports: $(DEV)
	@env -u DATABASE_URL $(PY) -m tests.bench.imports $(ARGS)
	@$(PY) .ci/with_postgres.py $(PY) -m tests.bench.imports $(ARGS)

bench-scoring: $(DEV)
	@env -u DATABASE_URL $(PY) -m tests.bench.scoring_beside_import $(ARGS)

bench-candidates: $(DEV)
	@env -u DATABASE_URL $(PY) -m tests.bench.candidates $(ARGS)

bench-room: $(DEV)
	@env -u DATABASE_URL $(PY) -m tests.bench.scoring $(ARGS)
	@$(PY) .ci/with_postgres.py $(PY) -m tests.bench.scoring $(ARGS)

bench-blueprint: $(DEV)
	@$(PY) -m tests.bench.blueprint $(ARGS)

bench-pages: $(DEV)
	@env -u DATABASE_URL $(PY) -m tests.bench.pages $(ARGS)
	@$(PY) .ci/with_postgres.py $(PY) -m tests.bench.pages $(ARGS)

check: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(VENV)/bin/lint-imports --no-cache
	$(PY) -m djlint templates --lint --quiet
	$(VENV)/bin/djangofmt --check --quiet templates
	$(PY) .ci/format_css.py --check
	$(PY) .ci/check_texts.py
	$(PY) .ci/check_locks.py
	$(PY) .ci/check_vulnerabilities.py
	$(PY) .ci/check_dead_code.py
	QBANK_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') QBANK_HTTPS=1 \
	  $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -q tests/test_house.py tests/test_templates.py tests/migrations/test_nothing_lost.py
	QBANK_SECRET_KEY=x $(PY) -m mypy accounts common config home interviews qbank tests/typing/visibility.py

format: $(DEV)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(VENV)/bin/djangofmt --quiet templates
	$(PY) .ci/format_css.py

messages: $(DEV)
	$(PY) manage.py makemessages -l zh_Hans -l en --no-obsolete --no-wrap --add-location file \
	  --ignore=.venv --ignore=var --ignore=tests

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
