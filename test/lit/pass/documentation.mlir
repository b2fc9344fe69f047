// RUN: tfl-opt --list-passes | FileCheck %s
// RUN: tfl-opt --list-passes --markdown | FileCheck %s --check-prefix=MARKDOWN
// RUN: tfl-opt --help | FileCheck %s --check-prefix=HELP
// RUN: tfl-opt --show-dialects | FileCheck %s --check-prefix=DIALECTS

// Every pass is documented with its options.

// CHECK: canonicalize (on any isolated op)
// CHECK: max-iterations: an integer (default: 10)
// CHECK: tf-to-tfl (pipeline)
// MARKDOWN: ## `canonicalize`
// MARKDOWN: | `max-iterations` | an integer | `10` |
// HELP: --tfl-legalize-tf
// HELP: Replaces tf ops by tfl ops
// DIALECTS: Available Dialects:
// DIALECTS: tfl (
