// RUN: tflc run --check %s

func.func private @init() {
  %v = "tfl.var_handle"() <{container = "", shared_name = "v"}> : () -> tensor<!tf_type.resource>
  %one = arith.constant dense<1.0> : tensor<f32>
  "tfl.assign_variable"(%v, %one) : (tensor<!tf_type.resource>, tensor<f32>) -> ()
  return
}

func.func @variables() {
  "tfl.call_once"() <{session_init_function = "init"}> : () -> ()
  %v = "tfl.var_handle"() <{container = "", shared_name = "v"}> : () -> tensor<!tf_type.resource>
  %0 = "tfl.read_variable"(%v) : (tensor<!tf_type.resource>) -> tensor<f32>
  %1 = "tfl.add"(%0, %0) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<f32>) -> tensor<f32>
  "tfl.assign_variable"(%v, %1) : (tensor<!tf_type.resource>, tensor<f32>) -> ()
  // A second call does nothing.
  "tfl.call_once"() <{session_init_function = "init"}> : () -> ()
  %2 = "tfl.read_variable"(%v) : (tensor<!tf_type.resource>) -> tensor<f32>
  %e = arith.constant dense<2.0> : tensor<f32>
  "check.expect_eq"(%2, %e) : (tensor<f32>, tensor<f32>) -> ()
  return
}

func.func @read_before_assignment() attributes {check.expect_error = "variable \22w\22 is read before anything was assigned to it"} {
  %v = "tfl.var_handle"() <{container = "", shared_name = "w"}> : () -> tensor<!tf_type.resource>
  %0 = "tfl.read_variable"(%v) : (tensor<!tf_type.resource>) -> tensor<?xf32>
  return
}

// Of equal keys the first counts; what is not there is the default.
func.func @hash_tables() {
  %t = "tfl.hashtable"() <{key_dtype = !tf_type.string, table_id = 1 : i32, value_dtype = i64}> : () -> tensor<1x!tf_type.resource>
  %k = arith.constant dense<["a", "b", "a"]> : tensor<3x!tf_type.string>
  %v = arith.constant dense<[1, 2, 3]> : tensor<3xi64>
  "tfl.hashtable_import"(%t, %k, %v) : (tensor<1x!tf_type.resource>, tensor<3x!tf_type.string>, tensor<3xi64>) -> ()
  %q = arith.constant dense<["b", "c", "a"]> : tensor<3x!tf_type.string>
  %d = arith.constant dense<-1> : tensor<i64>
  %0 = "tfl.hashtable_find"(%t, %q, %d) : (tensor<1x!tf_type.resource>, tensor<3x!tf_type.string>, tensor<i64>) -> tensor<3xi64>
  %e0 = arith.constant dense<[2, -1, 1]> : tensor<3xi64>
  "check.expect_eq"(%0, %e0) : (tensor<3xi64>, tensor<3xi64>) -> ()
  %1 = "tfl.hashtable_size"(%t) : (tensor<1x!tf_type.resource>) -> tensor<1xi64>
  %e1 = arith.constant dense<[2]> : tensor<1xi64>
  "check.expect_eq"(%1, %e1) : (tensor<1xi64>, tensor<1xi64>) -> ()
  return
}
