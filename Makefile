# Needs make and Python 3.11 or newer; everything else goes into .venv.
#
# The lock files hold exact versions and hashes, and name no registry, so any mirror serves.
# After a change to the dependencies in pyproject.toml: `make lock` (needs uv) and commit the lock files.
# To move every pin to its newest version: `make lock LOCK_ARGS=--upgrade`.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; \
	done; echo python3)
UV ?= uv
DEMO_SAMPLE ?= samples/guangdong-city/report.txt
DEMO_FOLDER ?= demo
PYTEST_ARGS ?=
LOCK_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install -qq
PIP_COMPILE = $(UV) pip compile --quiet --generate-hashes --no-header --no-emit-index-url \
	--no-annotate --python-version 3.11 --universal --group build $(LOCK_ARGS) pyproject.toml
PIP_FAILED = { echo '依赖没有装上。请检查网络后重试；可用环境变量 PIP_INDEX_URL 换成就近的镜像源。' >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs docs-serve bench lock install install-ocr install-dev install-docs clean

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: install ## 安装，评一个示例单位，再核对一份示例报告
	@mkdir -p $(DEMO_FOLDER)
	@$(BIN)/jixiao workbook new --sample --force -o $(DEMO_FOLDER)/示例工作簿.xlsx >/dev/null
	@printf '\n一、示例单位的自评：%s\n\n' '$(DEMO_FOLDER)/示例工作簿.xlsx'
	@$(BIN)/jixiao evaluate $(DEMO_FOLDER)/示例工作簿.xlsx -o $(DEMO_FOLDER)/送审包 --formats docx,pdf
	@printf '\n二、核对一份示例报告：%s\n\n' '$(DEMO_SAMPLE)'
	@# Status 1 says that the report has errors: the sample has some on purpose.
	@$(BIN)/jixiao check $(DEMO_SAMPLE) || [ $$? -eq 1 ]
	@printf '\n接下来可以试试：\n'
	@printf '  打开 %s 和 %s 里的文件看看\n' '$(DEMO_FOLDER)/示例工作簿.xlsx' '$(DEMO_FOLDER)/送审包'
	@printf '  %s  生成您自己的工作簿\n' '$(BIN)/jixiao workbook new -o 工作簿.xlsx --region 广东省 --year 2023'
	@printf '  %s  检查您自己的报告\n' '$(BIN)/jixiao check 您的报告.docx'
	@printf '  %s  一条检查规则的说明\n' '$(BIN)/jixiao explain DT01'
	@printf '  %s  运行全部测试\n' 'make test'

test: install-dev ## 运行测试；可加 PYTEST_ARGS="-k 名称"
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

lint: install-dev ## 检查代码风格、类型、分层与 YAML
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/yamllint --strict .
	$(BIN)/python scripts/max_lines.py

docs: install-docs ## 生成文档网站，在 site/；警告和不通的链接都算失败
	$(BIN)/python scripts/website.py

docs-serve: docs ## 生成文档网站，并在 http://127.0.0.1:8000 打开
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

bench: install ## 测量速度
	$(BIN)/python benchmarks/run.py

lock: ## 按 pyproject.toml 重新生成锁文件（需要 uv）
	@command -v $(UV) >/dev/null || { echo '没有找到 uv，请先安装：python3 -m pip install uv' >&2; exit 1; }
	$(PIP_COMPILE) --output-file requirements.lock
	$(PIP_COMPILE) --extra ocr --constraint requirements.lock --output-file requirements-ocr.lock
	$(PIP_COMPILE) --extra dev --constraint requirements.lock --constraint requirements-ocr.lock --output-file requirements-dev.lock
	$(PIP_COMPILE) --extra docs --constraint requirements-dev.lock --output-file requirements-docs.lock

install: $(VENV)/.installed ## 只安装运行所需
install-ocr: $(VENV)/.installed-ocr ## 另装识别扫描件文字所需（约 400 MB）
install-dev: $(VENV)/.installed-dev ## 安装开发所需
install-docs: $(VENV)/.installed-docs ## 安装生成文档网站所需

clean: ## 删除 .venv、缓存和构建结果
	rm -rf $(VENV) $(DEMO_FOLDER) build dist site .coverage htmlcov .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { \
		echo '没有找到 $(PYTHON)。绩效需要 Python 3.11 或更高版本。' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "绩效需要 Python 3.11 或更高版本，$(PYTHON) 是 $$($(PYTHON) --version 2>&1)。" >&2; \
		echo '装好新版本后可以指明它：make demo PYTHON=/路径/python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '这个 Python 缺少 venv 模块。Debian、Ubuntu 上请运行：apt-get install python3-venv' >&2; exit 1; }
	@echo '正在建立 $(VENV) ……'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo '未能建立 $(VENV)，原因见上。' >&2; exit 1; }

$(VENV)/.installed: $(VENV)/pyvenv.cfg requirements.lock pyproject.toml
	@echo '正在安装运行所需的软件包（第一次约半分钟）……'
	@$(PIP_INSTALL) --require-hashes -r requirements.lock || $(PIP_FAILED)
	@# The build backend is in the lock: nothing outside of it is downloaded.
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@# An editable install is not compiled by pip; without byte code every start takes longer.
	@$(BIN)/python -m compileall -q src/jixiao
	@touch $@

$(VENV)/.installed-ocr: $(VENV)/.installed requirements-ocr.lock
	@echo '正在安装文字识别所需的软件包……'
	@$(PIP_INSTALL) --require-hashes -r requirements-ocr.lock || $(PIP_FAILED)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo '正在安装开发所需的软件包……'
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock || $(PIP_FAILED)
	@touch $@

$(VENV)/.installed-docs: $(VENV)/.installed requirements-docs.lock
	@echo '正在安装生成文档网站所需的软件包……'
	@$(PIP_INSTALL) --require-hashes -r requirements-docs.lock || $(PIP_FAILED)
	@touch $@
