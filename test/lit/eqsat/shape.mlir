// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// One unknown size among known ones is what is left: the arithmetic goes.
// CHECK-LABEL: @drops_arithmetic_of_one_unknown_size
func.func @drops_arithmetic_of_one_unknown_size(%x: tensor<?x64x128xf32>) -> tensor<?x?xf32> {
  // CHECK-NOT: "tfl.shape"
  // CHECK: "tfl.reshape"(%arg0
  %i = "tfl.pseudo_const"() <{value = dense<[0, 1]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %a = "tfl.pseudo_const"() <{value = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %c = "tfl.pseudo_const"() <{value = dense<128> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tfl.shape"(%x) : (tensor<?x64x128xf32>) -> tensor<3xi32>
  %1 = "tfl.gather"(%0, %i) <{axis = 0 : i32, batch_dims = 0 : i32}> : (tensor<3xi32>, tensor<2xi32>) -> tensor<2xi32>
  %2 = "tfl.reduce_prod"(%1, %a) <{keep_dims = false}> : (tensor<2xi32>, tensor<1xi32>) -> tensor<i32>
  %3 = "tfl.pack"(%2, %c) <{axis = 0 : i32, values_count = 2 : i32}> : (tensor<i32>, tensor<i32>) -> tensor<2xi32>
  %4 = "tfl.reshape"(%x, %3) : (tensor<?x64x128xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %4 : tensor<?x?xf32>
}

// Two unknown sizes of another value have to be asked for.
// CHECK-LABEL: @keeps_shape_of_two_unknown_sizes
func.func @keeps_shape_of_two_unknown_sizes(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // CHECK: %[[S:.*]] = "tfl.shape"(%arg1)
  // CHECK: "tfl.reshape"(%arg0, %[[S]])
  %0 = "tfl.shape"(%y) : (tensor<?x?xf32>) -> tensor<2xi32>
  %1 = "tfl.reshape"(%x, %0) : (tensor<?x?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}
