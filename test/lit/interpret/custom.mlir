// RUN: tflc run --check %s

// One anchor over the whole picture, codes of zero, one class: the box is the anchor, its score the class's.
// The options are a FlexBuffer: one detection, thresholds of 0.5, scales of 10 and 5.
func.func @detection() {
  %codes = arith.constant dense<0.0> : tensor<1x1x4xf32>
  %scores = arith.constant dense<[[[0.25, 0.75]]]> : tensor<1x1x2xf32>
  %anchors = arith.constant dense<[[0.5, 0.5, 1.0, 1.0]]> : tensor<1x4xf32>
  %0:4 = "tfl.custom"(%codes, %scores, %anchors) <{custom_code = "TFLite_Detection_PostProcess", custom_option = #tfl<const_bytes : "0x6D61785F646574656374696F6E73006D61785F636C61737365735F7065725F646574656374696F6E006E756D5F636C6173736573006E6D735F73636F72655F7468726573686F6C64006E6D735F696F755F7468726573686F6C6400795F7363616C6500785F7363616C6500685F7363616C6500775F7363616C650009116E7E364B580F20290000000C00000001000000090000000000A04001000000010000000000003F0000003F010000000000A04000002041000020410E06060E0E060E0E0E2D2601">}> : (tensor<1x1x4xf32>, tensor<1x1x2xf32>, tensor<1x4xf32>) -> (tensor<1x1x4xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>)
  %box = arith.constant dense<[[[0.0, 0.0, 1.0, 1.0]]]> : tensor<1x1x4xf32>
  %class = arith.constant dense<0.0> : tensor<1x1xf32>
  %score = arith.constant dense<0.75> : tensor<1x1xf32>
  %count = arith.constant dense<1.0> : tensor<1xf32>
  "check.expect_eq"(%0#0, %box) : (tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> ()
  "check.expect_eq"(%0#1, %class) : (tensor<1x1xf32>, tensor<1x1xf32>) -> ()
  "check.expect_eq"(%0#2, %score) : (tensor<1x1xf32>, tensor<1x1xf32>) -> ()
  "check.expect_eq"(%0#3, %count) : (tensor<1xf32>, tensor<1xf32>) -> ()
  return
}
