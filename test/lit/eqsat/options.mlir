// RUN: tfl-opt %s --tfl-optimize --verify-rewrites=3 | FileCheck %s
// RUN: tfl-opt %s --tfl-optimize='numerics=exact' --verify-rewrites | FileCheck %s --check-prefix=EXACT
// RUN: not tfl-opt %s --tfl-optimize='numerics=fast' 2>&1 | FileCheck %s --check-prefix=NUMERICS
// RUN: not tfl-opt %s --tfl-optimize='optimize-for=speed' 2>&1 | FileCheck %s --check-prefix=GOAL
// RUN: not tfl-opt %s --tfl-optimize='disable-rules=fuse-mul-into-fully-conected' 2>&1 | FileCheck %s --check-prefix=RULE

// NUMERICS: error: pass 'tfl-optimize': option 'numerics' takes exact or real, found 'fast'
// GOAL: error: pass 'tfl-optimize': option 'optimize-for' takes latency or size, found 'speed'
// RULE: error: pass 'tfl-optimize': option 'disable-rules' takes names of rules, with commas between them, found 'fuse-mul-into-fully-conected'
// RULE: hint: no rule is called 'fuse-mul-into-fully-conected'; did you mean 'fuse-mul-into-fully-connected'?

// Scaled weights round differently, so exact numerics leave the multiplication.
// CHECK-LABEL: @scaled
// CHECK: "tfl.conv_2d"
// CHECK-NOT: tfl.mul
// EXACT-LABEL: @scaled
// EXACT: "tfl.conv_2d"
// EXACT: tfl.mul
func.func @scaled(%x: tensor<?x4x4x1xf32>) -> tensor<?x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %b = arith.constant dense<[5.0, 10.0]> : tensor<2xf32>
  %scale = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<?x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<?x4x4x2xf32>
  %1 = tfl.mul(%0, %scale) <{fused_activation_function = "NONE"}> : (tensor<?x4x4x2xf32>, tensor<2xf32>) -> tensor<?x4x4x2xf32>
  return %1 : tensor<?x4x4x2xf32>
}
