# 海智收件：在一台新机器上，`make demo` 与 `make test` 各是唯一要输入的命令。
PYTHON := .venv/bin/python
READY := .venv/.ready

.PHONY: help demo test check bench exam clean
help:  ## 列出可用命令
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(READY): pyproject.toml constraints.txt setup.sh
	@sh setup.sh

demo: $(READY)  ## 用随附的示例邮箱走一遍主流程，并列出结果
	@$(PYTHON) -m haizhi demo

check: $(READY)  ## 风格、类型、分层
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports

test: $(READY) check  ## 全部测试
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: $(READY)  ## 速度：每项都与同一次运行中测得的下限相比
	@$(PYTHON) -m tests.bench

exam: $(READY)  ## 用新画的扫描页考一考识别（较慢）
	@$(PYTHON) -m tests.exam.run $(EXAM)

clean:  ## 删去虚拟环境与演示数据
	rm -rf .venv build demo-output *.egg-info
