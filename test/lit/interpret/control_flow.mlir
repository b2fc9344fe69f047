// RUN: tflc run --check %s

// The loop carries a counter and a sum, and uses a value from around it.
func.func @while() {
  %zero = arith.constant dense<0> : tensor<i32>
  %step = arith.constant dense<3> : tensor<i32>
  %twice = "tfl.add"(%step, %step) <{fused_activation_function = "NONE"}> : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %0:2 = "tfl.while"(%zero, %zero) <{is_stateless = true}> ({
  ^bb0(%i: tensor<i32>, %sum: tensor<i32>):
    %limit = arith.constant dense<4> : tensor<i32>
    %go = "tfl.less"(%i, %limit) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "tfl.yield"(%go) : (tensor<i1>) -> ()
  }, {
  ^bb0(%i: tensor<i32>, %sum: tensor<i32>):
    %one = arith.constant dense<1> : tensor<i32>
    %next = "tfl.add"(%i, %one) <{fused_activation_function = "NONE"}> : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %more = "tfl.add"(%sum, %twice) <{fused_activation_function = "NONE"}> : (tensor<i32>, tensor<i32>) -> tensor<i32>
    "tfl.yield"(%next, %more) : (tensor<i32>, tensor<i32>) -> ()
  }) : (tensor<i32>, tensor<i32>) -> (tensor<i32>, tensor<i32>)
  %e = arith.constant dense<24> : tensor<i32>
  "check.expect_eq"(%0#1, %e) : (tensor<i32>, tensor<i32>) -> ()
  return
}

func.func private @double(%x: tensor<f32>) -> tensor<f32> {
  %0 = "tfl.add"(%x, %x) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @if_and_call() {
  %t = arith.constant dense<true> : tensor<i1>
  %x = arith.constant dense<1.5> : tensor<f32>
  %0 = "tfl.if"(%t) ({
    %1 = func.call @double(%x) : (tensor<f32>) -> tensor<f32>
    "tfl.yield"(%1) : (tensor<f32>) -> ()
  }, {
    "tfl.yield"(%x) : (tensor<f32>) -> ()
  }) : (tensor<i1>) -> tensor<f32>
  %e = arith.constant dense<3.0> : tensor<f32>
  "check.expect_eq"(%0, %e) : (tensor<f32>, tensor<f32>) -> ()
  return
}

func.func @condition_of_two_elements() attributes {check.expect_error = "tfl.if: the condition is i1[2], expected one boolean"} {
  %t = arith.constant dense<true> : tensor<2xi1>
  "tfl.if"(%t) ({
    "tfl.yield"() : () -> ()
  }, {
    "tfl.yield"() : () -> ()
  }) : (tensor<2xi1>) -> ()
  return
}
