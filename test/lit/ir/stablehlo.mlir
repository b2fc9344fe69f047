// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s

// Forms of stablehlo and chlo ops.

func.func @hlo(%a: tensor<2x4xf32>, %b: tensor<2x4xf32>, %c: tensor<f32>, %p: tensor<2x4xi1>, %i: tensor<i32>) {
  %0 = stablehlo.add %a, %b : tensor<2x4xf32>
  %1 = stablehlo.exponential %a {k = 1 : i32} : tensor<2x4xf32>
  %2 = stablehlo.constant dense<1.0> : tensor<4xf32>
  %b2 = stablehlo.constant dense<1> : tensor<4xi32>
  %3 = stablehlo.compare LT, %a, %b, FLOAT : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1>
  %b3 = stablehlo.compare GE, %a, %b : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1>
  %4 = stablehlo.select %p, %a, %b : tensor<2x4xi1>, tensor<2x4xf32>
  %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<f32>) -> tensor<2x4xf32>
  %6 = stablehlo.transpose %a, dims = [1, 0] : (tensor<2x4xf32>) -> tensor<4x2xf32>
  %7 = stablehlo.reshape %a : (tensor<2x4xf32>) -> tensor<8xf32>
  %8 = stablehlo.convert %a : (tensor<2x4xf32>) -> tensor<2x4xi32>
  %9 = stablehlo.concatenate %a, %b, dim = 0 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<4x4xf32>
  %10 = stablehlo.pad %a, %c, low = [0, 0], high = [0, 1], interior = [0, 0] : (tensor<2x4xf32>, tensor<f32>) -> tensor<2x5xf32>
  %11 = stablehlo.slice %a [0:2, 0:4:2] : (tensor<2x4xf32>) -> tensor<2x2xf32>
  %12 = stablehlo.dynamic_slice %a, %i, %i, sizes = [1, 2] : (tensor<2x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x2xf32>
  %13 = stablehlo.dynamic_update_slice %a, %12, %i, %i : (tensor<2x4xf32>, tensor<1x2xf32>, tensor<i32>, tensor<i32>) -> tensor<2x4xf32>
  %14 = stablehlo.iota dim = 0 : tensor<4xi32>
  %15 = stablehlo.reverse %a, dims = [0] : tensor<2x4xf32>
  %16 = stablehlo.clamp %a, %b, %a : tensor<2x4xf32>
  %b16 = stablehlo.clamp %c, %b, %c : (tensor<f32>, tensor<2x4xf32>, tensor<f32>) -> tensor<2x4xf32>
  %17 = stablehlo.dot_general %a, %6, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<2x4xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
  %18 = stablehlo.custom_call @f(%a) {backend_config = "x"} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %19 = stablehlo.composite "ns.op" %a {composite_attributes = {k = 1 : i32}, decomposition = @f} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %20 = stablehlo.get_dimension_size %a, dim = 0 : (tensor<2x4xf32>) -> tensor<i32>
  %21 = stablehlo.reduce(%a init: %c) applies stablehlo.add across dimensions = [1] : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
  %22:2 = stablehlo.reduce(%a init: %c), (%b init: %c) across dimensions = [1] : (tensor<2x4xf32>, tensor<2x4xf32>, tensor<f32>, tensor<f32>) -> (tensor<2xf32>, tensor<2xf32>)
   reducer(%x: tensor<f32>, %y: tensor<f32>) (%z: tensor<f32>, %w: tensor<f32>)  {
    %s = stablehlo.subtract %x, %y : tensor<f32>
    stablehlo.return %s, %z : tensor<f32>, tensor<f32>
  }
  %23:2 = stablehlo.while(%iterArg = %i, %other = %a) : tensor<i32>, tensor<2x4xf32>
  cond {
    %s = stablehlo.compare LT, %iterArg, %i : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %s : tensor<i1>
  } do {
    stablehlo.return %iterArg, %other : tensor<i32>, tensor<2x4xf32>
  }
  %24 = stablehlo.fft %a, type = FFT, length = [4] : (tensor<2x4xf32>) -> tensor<2x4xcomplex<f32>>
  %25 = stablehlo.rng %c, %c, %14, distribution = UNIFORM : (tensor<f32>, tensor<f32>, tensor<4xi32>) -> tensor<2x4xf32>
  %26 = "stablehlo.if"(%3) ({ stablehlo.return %a : tensor<2x4xf32> }, { stablehlo.return %b : tensor<2x4xf32> }) : (tensor<2x4xi1>) -> tensor<2x4xf32>
  %27 = chlo.erf %a : tensor<2x4xf32> -> tensor<2x4xf32>
  %28 = chlo.broadcast_add %a, %c : (tensor<2x4xf32>, tensor<f32>) -> tensor<2x4xf32>
  %29:2 = chlo.top_k(%a, k = 2) : tensor<2x4xf32> -> (tensor<2x2xf32>, tensor<2x2xi32>)
  return
}

// CHECK: module {
// CHECK-NEXT: func.func @hlo(%arg0: tensor<2x4xf32>, %arg1: tensor<2x4xf32>, %arg2: tensor<f32>, %arg3: tensor<2x4xi1>, %arg4: tensor<i32>) {
// CHECK-NEXT: %0 = stablehlo.add %arg0, %arg1 : tensor<2x4xf32>
// CHECK-NEXT: %1 = stablehlo.exponential %arg0 {k = 1 : i32} : tensor<2x4xf32>
// CHECK-NEXT: %cst = stablehlo.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK-NEXT: %c = stablehlo.constant dense<1> : tensor<4xi32>
// CHECK-NEXT: %2 = stablehlo.compare LT, %arg0, %arg1, FLOAT : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1>
// CHECK-NEXT: %3 = stablehlo.compare GE, %arg0, %arg1 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1>
// CHECK-NEXT: %4 = stablehlo.select %arg3, %arg0, %arg1 : tensor<2x4xi1>, tensor<2x4xf32>
// CHECK-NEXT: %5 = stablehlo.broadcast_in_dim %arg2, dims = [] : (tensor<f32>) -> tensor<2x4xf32>
// CHECK-NEXT: %6 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<2x4xf32>) -> tensor<4x2xf32>
// CHECK-NEXT: %7 = stablehlo.reshape %arg0 : (tensor<2x4xf32>) -> tensor<8xf32>
// CHECK-NEXT: %8 = stablehlo.convert %arg0 : (tensor<2x4xf32>) -> tensor<2x4xi32>
// CHECK-NEXT: %9 = stablehlo.concatenate %arg0, %arg1, dim = 0 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<4x4xf32>
// CHECK-NEXT: %10 = stablehlo.pad %arg0, %arg2, low = [0, 0], high = [0, 1], interior = [0, 0] : (tensor<2x4xf32>, tensor<f32>) -> tensor<2x5xf32>
// CHECK-NEXT: %11 = stablehlo.slice %arg0 [0:2, 0:4:2] : (tensor<2x4xf32>) -> tensor<2x2xf32>
// CHECK-NEXT: %12 = stablehlo.dynamic_slice %arg0, %arg4, %arg4, sizes = [1, 2] : (tensor<2x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x2xf32>
// CHECK-NEXT: %13 = stablehlo.dynamic_update_slice %arg0, %12, %arg4, %arg4 : (tensor<2x4xf32>, tensor<1x2xf32>, tensor<i32>, tensor<i32>) -> tensor<2x4xf32>
// CHECK-NEXT: %14 = stablehlo.iota dim = 0 : tensor<4xi32>
// CHECK-NEXT: %15 = stablehlo.reverse %arg0, dims = [0] : tensor<2x4xf32>
// CHECK-NEXT: %16 = stablehlo.clamp %arg0, %arg1, %arg0 : tensor<2x4xf32>
// CHECK-NEXT: %17 = stablehlo.clamp %arg2, %arg1, %arg2 : (tensor<f32>, tensor<2x4xf32>, tensor<f32>) -> tensor<2x4xf32>
// CHECK-NEXT: %18 = stablehlo.dot_general %arg0, %6, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<2x4xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
// CHECK-NEXT: %19 = stablehlo.custom_call @f(%arg0) {backend_config = "x"} : (tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK-NEXT: %20 = stablehlo.composite "ns.op" %arg0 {composite_attributes = {k = 1 : i32}, decomposition = @f} : (tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK-NEXT: %21 = stablehlo.get_dimension_size %arg0, dim = 0 : (tensor<2x4xf32>) -> tensor<i32>
// CHECK-NEXT: %22 = stablehlo.reduce(%arg0 init: %arg2) applies stablehlo.add across dimensions = [1] : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
// CHECK-NEXT: %23:2 = stablehlo.reduce(%arg0 init: %arg2), (%arg1 init: %arg2) across dimensions = [1] : (tensor<2x4xf32>, tensor<2x4xf32>, tensor<f32>, tensor<f32>) -> (tensor<2xf32>, tensor<2xf32>)
// CHECK-NEXT: reducer(%arg5: tensor<f32>, %arg7: tensor<f32>) (%arg6: tensor<f32>, %arg8: tensor<f32>) {
// CHECK-NEXT: %30 = stablehlo.subtract %arg5, %arg7 : tensor<f32>
// CHECK-NEXT: stablehlo.return %30, %arg6 : tensor<f32>, tensor<f32>
// CHECK-NEXT: }
// CHECK-NEXT: %24:2 = stablehlo.while(%iterArg = %arg4, %iterArg_0 = %arg0) : tensor<i32>, tensor<2x4xf32>
// CHECK-NEXT: cond {
// CHECK-NEXT: %30 = stablehlo.compare LT, %iterArg, %arg4 : (tensor<i32>, tensor<i32>) -> tensor<i1>
// CHECK-NEXT: stablehlo.return %30 : tensor<i1>
// CHECK-NEXT: } do {
// CHECK-NEXT: stablehlo.return %iterArg, %iterArg_0 : tensor<i32>, tensor<2x4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: %25 = stablehlo.fft %arg0, type = FFT, length = [4] : (tensor<2x4xf32>) -> tensor<2x4xcomplex<f32>>
// CHECK-NEXT: %26 = stablehlo.rng %arg2, %arg2, %14, distribution = UNIFORM : (tensor<f32>, tensor<f32>, tensor<4xi32>) -> tensor<2x4xf32>
// CHECK-NEXT: %27 = "stablehlo.if"(%2) ({
// CHECK-NEXT: stablehlo.return %arg0 : tensor<2x4xf32>
// CHECK-NEXT: }, {
// CHECK-NEXT: stablehlo.return %arg1 : tensor<2x4xf32>
// CHECK-NEXT: }) : (tensor<2x4xi1>) -> tensor<2x4xf32>
// CHECK-NEXT: %28 = chlo.erf %arg0 : tensor<2x4xf32> -> tensor<2x4xf32>
// CHECK-NEXT: %29 = chlo.broadcast_add %arg0, %arg2 : (tensor<2x4xf32>, tensor<f32>) -> tensor<2x4xf32>
// CHECK-NEXT: %values, %indices = chlo.top_k(%arg0, k = 2) : tensor<2x4xf32> -> (tensor<2x2xf32>, tensor<2x2xi32>)
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: }
