// RUN: tfl-opt %s --pass-pipeline='builtin.module(func.func(cse,canonicalize{max-iterations=3}),symbol-dce)' --dump-pass-pipeline 2>&1 | FileCheck %s --check-prefix=DUMP
// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' -cse --verify-rewrites --dump-pass-pipeline 2>&1 | FileCheck %s --check-prefix=FLAGS
// RUN: not tfl-opt %s --pass-pipeline='builtin.module(canonicalise)' 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not tfl-opt %s --canonicalize='max-iteration=3' 2>&1 | FileCheck %s --check-prefix=OPTION
// RUN: not tfl-opt %s --pass-pipeline='builtin.module(cse' 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: not tfl-opt %s --no-such-flag 2>&1 | FileCheck %s --check-prefix=FLAG

// Pipelines as text and as flags, in the order of their appearance; what is wrong with one is said with
// its place.

// DUMP: builtin.module(func.func(cse,canonicalize{max-iterations=3 max-num-rewrites=-1 region-simplify=normal test-convergence=false top-down=true}),symbol-dce)
// FLAGS: builtin.module(func.func(tfl-optimize{disable-fuse-mul-and-fc=false enable-canonicalization=false max-iterations=12 numerics=real optimize-for=latency strategy=saturate verify-rewrites=3}),cse)
// UNKNOWN: error: no pass or pipeline is called 'canonicalise'
// UNKNOWN: pass-pipeline:1:16
// UNKNOWN: hint: did you mean 'canonicalize'?
// OPTION: error: pass 'canonicalize': no such option 'max-iteration'
// OPTION: hint: did you mean 'max-iterations'?
// OPEN: error: expected ',' or ')' in the pipeline, found the end
// FLAG: --no-such-flag
func.func @f() {
  return
}
