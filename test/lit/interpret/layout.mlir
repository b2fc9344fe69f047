// RUN: tflc run --check %s

func.func @reshapes() {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %s = arith.constant dense<[3, -1]> : tensor<2xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<3x2xi32>
  %e0 = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<3x2xi32>, tensor<3x2xi32>) -> ()
  %axis = arith.constant dense<1> : tensor<i32>
  %1 = "tfl.expand_dims"(%x, %axis) : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x1x3xi32>
  %2 = "tfl.squeeze"(%1) <{squeeze_dims = [1]}> : (tensor<2x1x3xi32>) -> tensor<2x3xi32>
  "check.expect_eq"(%2, %x) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  %3 = "tfl.shape"(%1) : (tensor<2x1x3xi32>) -> tensor<3xi32>
  %e3 = arith.constant dense<[2, 1, 3]> : tensor<3xi32>
  "check.expect_eq"(%3, %e3) : (tensor<3xi32>, tensor<3xi32>) -> ()
  %4 = "tfl.rank"(%1) : (tensor<2x1x3xi32>) -> tensor<i32>
  %e4 = arith.constant dense<3> : tensor<i32>
  "check.expect_eq"(%4, %e4) : (tensor<i32>, tensor<i32>) -> ()
  return
}

func.func @two_unknown_dimensions() attributes {check.expect_error = "tfl.reshape: new shape is -1"} {
  %x = arith.constant dense<1> : tensor<4xi32>
  %s = arith.constant dense<[-1, -1]> : tensor<2xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<4xi32>, tensor<2xi32>) -> tensor<*xi32>
  return
}

func.func @squeezing_what_is_not_one() attributes {check.expect_error = "tfl.squeeze: squeezed dimension is 4, expected 1"} {
  %x = arith.constant dense<1> : tensor<4xi32>
  %0 = "tfl.squeeze"(%x) <{squeeze_dims = [0]}> : (tensor<4xi32>) -> tensor<*xi32>
  return
}

func.func @moves_elements_of_any_type() {
  %x = arith.constant dense<[["a", "b"], ["c", "d"]]> : tensor<2x2x!tf_type.string>
  %p = arith.constant dense<[1, 0]> : tensor<2xi32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<2x2x!tf_type.string>, tensor<2xi32>) -> tensor<2x2x!tf_type.string>
  %e0 = arith.constant dense<[["a", "c"], ["b", "d"]]> : tensor<2x2x!tf_type.string>
  "check.expect_eq"(%0, %e0) : (tensor<2x2x!tf_type.string>, tensor<2x2x!tf_type.string>) -> ()
  %t = arith.constant dense<[true, false]> : tensor<2xi1>
  %m = arith.constant dense<[2]> : tensor<1xi32>
  %1 = "tfl.tile"(%t, %m) : (tensor<2xi1>, tensor<1xi32>) -> tensor<4xi1>
  %e1 = arith.constant dense<[true, false, true, false]> : tensor<4xi1>
  "check.expect_eq"(%1, %e1) : (tensor<4xi1>, tensor<4xi1>) -> ()
  %l = arith.constant dense<[[1, 2, 3]]> : tensor<1x3xi64>
  %a = arith.constant dense<[1]> : tensor<1xi32>
  %2 = "tfl.reverse_v2"(%l, %a) : (tensor<1x3xi64>, tensor<1xi32>) -> tensor<1x3xi64>
  %e2 = arith.constant dense<[[3, 2, 1]]> : tensor<1x3xi64>
  "check.expect_eq"(%2, %e2) : (tensor<1x3xi64>, tensor<1x3xi64>) -> ()
  return
}

func.func @permutations_name_each_axis_once() attributes {check.expect_error = "tfl.transpose: "} {
  %x = arith.constant dense<1> : tensor<2x2xi32>
  %p = arith.constant dense<[1, 1]> : tensor<2xi32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<2x2xi32>, tensor<2xi32>) -> tensor<*xi32>
  return
}

func.func @broadcasts_and_fills() {
  %x = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %s = arith.constant dense<[2, 2]> : tensor<2xi32>
  %0 = "tfl.broadcast_to"(%x, %s) : (tensor<2xf32>, tensor<2xi32>) -> tensor<2x2xf32>
  %e0 = arith.constant dense<[[1.0, 2.0], [1.0, 2.0]]> : tensor<2x2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  %v = arith.constant dense<"x"> : tensor<!tf_type.string>
  %1 = "tfl.fill"(%s, %v) : (tensor<2xi32>, tensor<!tf_type.string>) -> tensor<2x2x!tf_type.string>
  %e1 = arith.constant dense<"x"> : tensor<2x2x!tf_type.string>
  "check.expect_eq"(%1, %e1) : (tensor<2x2x!tf_type.string>, tensor<2x2x!tf_type.string>) -> ()
  %t = arith.constant dense<[3, 1]> : tensor<2xi32>
  %u = arith.constant dense<[4]> : tensor<1xi32>
  %2 = "tfl.broadcast_args"(%t, %u) : (tensor<2xi32>, tensor<1xi32>) -> tensor<2xi32>
  %e2 = arith.constant dense<[3, 4]> : tensor<2xi32>
  "check.expect_eq"(%2, %e2) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

func.func @reverse_sequence() {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %n = arith.constant dense<[2, 3]> : tensor<2xi32>
  %0 = "tfl.reverse_sequence"(%x, %n) <{batch_dim = 0 : i32, seq_dim = 1 : i32}> : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x3xi32>
  %e = arith.constant dense<[[2, 1, 3], [6, 5, 4]]> : tensor<2x3xi32>
  "check.expect_eq"(%0, %e) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  return
}

func.func @sequence_lengths_from_data() attributes {check.expect_error = "tfl.reverse_sequence: "} {
  %x = arith.constant dense<1> : tensor<2x3xi32>
  %n = arith.constant dense<[2, 4]> : tensor<2xi32>
  %0 = "tfl.reverse_sequence"(%x, %n) <{batch_dim = 0 : i32, seq_dim = 1 : i32}> : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x3xi32>
  return
}

func.func @bitcast() {
  %x = arith.constant dense<[1.0, -2.0]> : tensor<2xf32>
  %0 = "tfl.bitcast"(%x) : (tensor<2xf32>) -> tensor<2xi32>
  %e = arith.constant dense<[0x3F800000, 0xC0000000]> : tensor<2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}
