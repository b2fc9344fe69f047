// RUN: tfl-opt %s --tfl-legalize-tf-while | FileCheck %s
// RUN: tfl-opt %s --tfl-legalize-tf-while --tfl-legalize-tf-while | FileCheck %s

// The regions move as they are, their terminators become those of the dialect; other ops are left.
// CHECK-LABEL: @loop
// CHECK: "tfl.while"(%arg0) <{is_stateless = true}> ({
// CHECK-NEXT: ^bb0(%[[A:.*]]: tensor<i32>):
// CHECK-NEXT: %[[C:.*]] = "tf.Less"(%[[A]], %arg1)
// CHECK-NEXT: "tfl.yield"(%[[C]]) : (tensor<i1>) -> ()
// CHECK: "tf.Neg"
// CHECK-NEXT: "tfl.yield"
func.func @loop(%x: tensor<i32>, %limit: tensor<i32>) -> tensor<i32> {
  %0 = "tf.WhileRegion"(%x) <{is_stateless = true}> ({
  ^bb0(%a: tensor<i32>):
    %1 = "tf.Less"(%a, %limit) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "tf.Yield"(%1) : (tensor<i1>) -> ()
  }, {
  ^bb0(%a: tensor<i32>):
    %1 = "tf.Neg"(%a) : (tensor<i32>) -> tensor<i32>
    "tf.Yield"(%1) : (tensor<i32>) -> ()
  }) : (tensor<i32>) -> tensor<i32>
  return %0 : tensor<i32>
}
