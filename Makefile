# Two commands matter: `make demo` shows it, `make test` checks it. Both need Python 3.11, make and a package index.

.DEFAULT_GOAL := help
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never

# What measures; the other files under benchmarks/ make what is measured.
BENCHMARKS := identity identity_organisations mail_parse bench_linkedin readers worker store/size engine/run

.PHONY: help demo test lint coverage torture bench sbom clean

help:
	@echo "make demo     today's agenda of a sample network"
	@echo "make test     all checks and all tests"
	@echo "make lint     the checks without the tests"
	@echo "make coverage what the tests reach, room by room, in every process they start"
	@echo "make torture  the long tests: kills, cuts, full disks, hostile files"
	@echo "make bench    the benchmarks, each beside its baseline"
	@echo "make sbom     what the program is made of, as CycloneDX, from uv.lock: sbom.cdx.json"

$(BIN)/.ready: pyproject.toml uv.lock .ci/prepare
	@.ci/prepare

demo: $(BIN)/.ready
	@$(BIN)/kith demo

test: $(BIN)/.ready
	@.ci/programs
	@.ci/check

lint: $(BIN)/.ready
	@.ci/check --lint-only

coverage: $(BIN)/.ready
	@.ci/coverage

torture: $(BIN)/.ready
	@.ci/check --long

bench: $(BIN)/.ready
	@.ci/prepare --group bench
	@for name in $(BENCHMARKS); do \
		echo "== $$name"; $(BIN)/python "benchmarks/$$name.py" || exit 1; \
	done

# uv may be the machine's own, or lie in .venv (.ci/prepare).
sbom: $(BIN)/.ready
	@PATH="$(BIN):$$PATH" uv export --quiet --frozen --no-dev --preview-features sbom-export --format cyclonedx1.5 \
		--output-file sbom.cdx.json

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
