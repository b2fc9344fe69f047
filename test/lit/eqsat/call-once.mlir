// RUN: tflc optimize --quiet %s %t.tflite && tfl-translate --tflite-flatbuffer-to-mlir %t.tflite | FileCheck %s

// A function that is only named in the text of an attribute stays.
// CHECK: "tfl.call_once"() <{session_init_function = "[[INIT:[a-z]+]]"}>
// CHECK: func.func private @[[INIT]]()
func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  "tfl.call_once"() <{session_init_function = "init"}> : () -> ()
  %v = "tfl.var_handle"() <{container = "", shared_name = "v"}> : () -> tensor<*x!tf_type.resource>
  %0 = "tfl.read_variable"(%v) : (tensor<*x!tf_type.resource>) -> tensor<2xf32>
  %1 = tfl.add %0, %x {fused_activation_function = "NONE"} : tensor<2xf32>
  return %1 : tensor<2xf32>
}

func.func private @init() {
  %v = "tfl.var_handle"() <{container = "", shared_name = "v"}> : () -> tensor<*x!tf_type.resource>
  %c = arith.constant dense<1.0> : tensor<2xf32>
  "tfl.assign_variable"(%v, %c) : (tensor<*x!tf_type.resource>, tensor<2xf32>) -> ()
  return
}
