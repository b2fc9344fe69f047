// RUN: tfl-opt %s --tf-functional-control-flow-to-regions | FileCheck %s
// RUN: tfl-opt %s --pass-pipeline='builtin.module(tf-functional-control-flow-to-regions,inline,canonicalize,func.func(tfl-legalize-tf,tfl-legalize-tf-while,canonicalize),symbol-dce)' | FileCheck %s --check-prefix=TFL

// A condition becomes two regions that call the functions; a number as condition is compared with zero.
// CHECK-LABEL: func.func @branch
// CHECK: %[[C:.*]] = "tf.NotEqual"(%arg1
// CHECK: "tf.IfRegion"(%[[C]]) <{is_stateless = true}> ({
// CHECK: %[[A:.*]] = func.call @double(%arg0)
// CHECK: "tf.Yield"(%[[A]])
// CHECK: }, {
// CHECK: %[[B:.*]] = func.call @negate(%arg0)
// CHECK: "tf.Yield"(%[[B]])
// TFL-LABEL: func.func @branch
// TFL: "tfl.if"
// TFL-NEXT: tfl.add %arg0, %arg0
// TFL-NEXT: "tfl.yield"
// TFL: "tfl.neg"(%arg0)
// TFL-NEXT: "tfl.yield"
func.func @branch(%x: tensor<4xf32>, %c: tensor<i32>) -> tensor<4xf32> {
  %0 = "tf.If"(%c, %x) <{then_branch = @double, else_branch = @negate, is_stateless = true}> : (tensor<i32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// A known condition leaves its branch.
// TFL-LABEL: func.func @known
// TFL-NEXT: %[[R:.*]] = "tfl.neg"(%arg0)
// TFL-NEXT: return %[[R]]
func.func @known(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = "tf.Const"() <{value = dense<false> : tensor<i1>}> : () -> tensor<i1>
  %0 = "tf.StatelessIf"(%c, %x) <{then_branch = @double, else_branch = @negate}> : (tensor<i1>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// One of three: a condition in the other branch of a condition.
// CHECK-LABEL: func.func @case
// CHECK: "tf.IfRegion"
// CHECK: @double
// CHECK: "tf.IfRegion"
// CHECK: @negate
// CHECK: @double
// CHECK-NOT: tf.Case
// TFL-LABEL: func.func @case
// TFL: "tfl.if"
// TFL: "tfl.if"
func.func @case(%i: tensor<i32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.Case"(%i, %x) <{branches = [@double, @negate, @double], is_stateless = true}> : (tensor<i32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// What goes round unchanged is used from around the loop, what decides nothing does not go round: of four
// values two are left.
// CHECK-LABEL: func.func @loop
// CHECK: "tf.WhileRegion"(%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}})
// TFL-LABEL: func.func @loop
// TFL: %[[R:.*]]:2 = "tfl.while"(%{{.*}}, %arg1) <{is_stateless = true}> ({
// TFL-NEXT: ^bb0(%[[I:.*]]: tensor<i32>, %{{.*}}: tensor<4xf32>):
// TFL-NEXT: tfl.less(%[[I]], %arg0)
// TFL: "tfl.yield"
// TFL: tfl.add
// TFL: "tfl.neg"
// TFL: "tfl.yield"(%{{.*}}, %{{.*}}) : (tensor<i32>, tensor<4xf32>) -> ()
// TFL: return %[[R]]#1
func.func @loop(%n: tensor<i32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = "tf.Const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %0:4 = "tf.While"(%zero, %zero, %x, %n) <{cond = @more, body = @step, is_stateless = true}> : (tensor<i32>, tensor<i32>, tensor<4xf32>, tensor<i32>) -> (tensor<i32>, tensor<i32>, tensor<4xf32>, tensor<i32>)
  return %0#2 : tensor<4xf32>
}

// A function that calls itself through a condition stays a call.
// CHECK-LABEL: func.func @ring
// CHECK: func.call @ring
func.func @ring(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.If"(%c, %c, %x) <{then_branch = @ring, else_branch = @second, is_stateless = true}> : (tensor<i1>, tensor<i1>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// TFL-NOT: func.func private @double
func.func private @double(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.AddV2"(%x, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @negate(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.Neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @second(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func private @more(%k: tensor<i32>, %i: tensor<i32>, %x: tensor<4xf32>, %n: tensor<i32>) -> tensor<i1> {
  %0 = "tf.Less"(%i, %n) : (tensor<i32>, tensor<i32>) -> tensor<i1>
  return %0 : tensor<i1>
}
func.func private @step(%k: tensor<i32>, %i: tensor<i32>, %x: tensor<4xf32>, %n: tensor<i32>) -> (tensor<i32>, tensor<i32>, tensor<4xf32>, tensor<i32>) {
  %one = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tf.AddV2"(%k, %one) : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %1 = "tf.AddV2"(%i, %one) : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %2 = "tf.Neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2, %n : tensor<i32>, tensor<i32>, tensor<4xf32>, tensor<i32>
}
