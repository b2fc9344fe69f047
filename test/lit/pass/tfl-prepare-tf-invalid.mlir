// RUN: tfl-opt %s --tfl-prepare-tf --verify-diagnostics --allow-unregistered-dialect

// A variable of TF1 that was not frozen has no value to convert.
func.func @variable() -> tensor<4xf32> {
  // expected-error @+1 {{tf.VariableV2 is a variable without a value}}
  %0 = "tf.VariableV2"() <{container = "", shape = #tf_type.shape<4>, shared_name = ""}> : () -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
