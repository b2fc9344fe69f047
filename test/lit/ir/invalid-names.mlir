// RUN: tfl-opt %s --split-input-file --verify-diagnostics

// Operations and forms that nobody declares.

// expected-error @+1 {{operation 'nowhere.op' being parsed with an unregistered dialect}}
"nowhere.op"() : () -> ()

// -----
// expected-error @+1 {{unknown operation 'tfl.conv_3dd' of the dialect 'tfl'}}
"tfl.conv_3dd"() : () -> ()

// -----
// expected-error @+1 {{custom op 'nowhere.op' is unknown}}
nowhere.op %0

// -----
func.func @f(%x: tensor<4xf32>) {
  // expected-error @+1 {{'tfl.conv_2d' has no custom form}}
  tfl.conv_2d %x : tensor<4xf32>
  return
}

// -----
// expected-error @+1 {{expected SSA identifier}}
func.func @mixed(%x: i32, i32) {
  return
}

// -----
// expected-error @+1 {{expected a symbol name (@name), found '('}}
func.func (%x: i32) {
  return
}

// -----
func.func @entry(%x: i32) {
// expected-error @+1 {{entry block arguments were already defined}}
^bb0(%y: i32):
  return
}

// -----
func.func @add(%x: tensor<4xf32>, %y: tensor<f32>) { // expected-note {{prior use here}}
  // expected-error @+1 {{use of value '%y' expects different type than prior uses: 'tensor<4xf32>' vs 'tensor<f32>'}}
  %0 = tfl.add %x, %y {fused_activation_function = "NONE"} : tensor<4xf32>
  return
}

// -----
func.func @isolated(%x: i32) {
  module {
    func.func @inner() {
      // expected-error @+1 {{use of undeclared SSA value name '%x'}}
      "tfl.yield"(%x) : (i32) -> ()
    }
  }
  return
}

// -----
func.func @op_name_with_an_escape() {
  // expected-error @+1 {{operation name has an escape or a control character}}
  "x.a\0Ab"() : () -> ()
  return
}
