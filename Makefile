# 每个目标都会在缺 .venv 时先装好；装过就不再装（.venv 里的戳记）。PYTHON=… 可以指定用哪个 Python（3.11 以上）。
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
BUILT_FROM := pyproject.toml constraints.txt

.PHONY: demo run test check audit bench beside cluster storm year migration restore move

demo: .venv/.runs
	DEMO=true $(BIN)/python bot.py

run: .venv/.runs
	$(BIN)/python bot.py

test: .venv/.tests
	$(BIN)/pytest -n auto

check: .venv/.tests
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/pyright && $(BIN)/lint-imports && $(BIN)/pytest tests/test_migrations.py tests/test_docs.py

# MINUTES=10 SEED=7 PEOPLE=200
storm: .venv/.tests
	MINUTES=$(MINUTES) SEED=$(SEED) PEOPLE=$(PEOPLE) $(BIN)/python -m tests.storm.storm

# DAYS=365 PEOPLE=500 COMMUNITIES=5 SEED=7, and BUSTLE=0.5 for people half as busy
year: .venv/.tests
	DAYS=$(DAYS) PEOPLE=$(PEOPLE) COMMUNITIES=$(COMMUNITIES) SEED=$(SEED) BUSTLE=$(BUSTLE) $(BIN)/python -m tests.year

# MINUTES=5 SEED=7：四个程序同用一个 PostgreSQL，轮流被杀
cluster: .venv/.tests
	MINUTES=$(MINUTES) SEED=$(SEED) $(BIN)/python -c "import bot; bot.build(); from tests.cluster import storm; storm.main()"

bench: .venv/.tests
	$(BIN)/python -m bench

# 和别人写的机器人做同一件事；BOTS=koishi 只挑几个，SEED=1
beside: .venv/.tests
	BOTS='$(BOTS)' SEED=$(SEED) $(BIN)/python -m bench.beside

# 钉住的版本有没有公开的漏洞。要能上网；查不到的也算没通过，不会当作没有
audit: .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.9,<3"
	$(BIN)/pip-audit --strict --no-deps --disable-pip -r constraints.txt

migration: .venv/.runs
	$(BIN)/python -c "import bot; bot.build(); from plugins.kernel import migrate; migrate.write_revision('$(M)')"

restore: .venv/.runs
	$(BIN)/python -c "import bot; bot.build(); from plugins.desk import restoring; restoring.run('$(FROM)')"

move: .venv/.runs
	@TO='$(TO)' $(BIN)/python -c "import os, bot; bot.build(); from plugins.desk import moving; moving.run(os.environ['TO'])"

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新的版本，请先装一个。" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runs: .venv/bin/python $(BUILT_FROM)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.tests: .venv/bin/python $(BUILT_FROM)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	@touch $@ .venv/.runs
