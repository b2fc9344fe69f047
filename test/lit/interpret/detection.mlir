// RUN: tflc run --check %s

// The second box overlaps the first; what is not selected is zeros.
func.func @non_max_suppression() {
  %boxes = arith.constant dense<[[0.0, 0.0, 1.0, 1.0], [0.0, 0.1, 1.0, 1.1], [0.0, 10.0, 1.0, 11.0]]> : tensor<3x4xf32>
  %scores = arith.constant dense<[0.9, 0.75, 0.5]> : tensor<3xf32>
  %max = arith.constant dense<3> : tensor<i32>
  %iou = arith.constant dense<0.5> : tensor<f32>
  %low = arith.constant dense<0.0> : tensor<f32>
  %selected_indices, %valid_outputs = "tfl.non_max_suppression_v4"(%boxes, %scores, %max, %iou, %low) : (tensor<3x4xf32>, tensor<3xf32>, tensor<i32>, tensor<f32>, tensor<f32>) -> (tensor<3xi32>, tensor<i32>)
  %e0 = arith.constant dense<[0, 2, 0]> : tensor<3xi32>
  %e1 = arith.constant dense<2> : tensor<i32>
  "check.expect_eq"(%selected_indices, %e0) : (tensor<3xi32>, tensor<3xi32>) -> ()
  "check.expect_eq"(%valid_outputs, %e1) : (tensor<i32>, tensor<i32>) -> ()
  %i, %s, %n = "tfl.non_max_suppression_v5"(%boxes, %scores, %max, %iou, %low, %low) : (tensor<3x4xf32>, tensor<3xf32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  %e2 = arith.constant dense<[0.9, 0.5, 0.0]> : tensor<3xf32>
  "check.expect_eq"(%i, %e0) : (tensor<3xi32>, tensor<3xi32>) -> ()
  "check.expect_eq"(%s, %e2) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}

func.func @negative_count() attributes {check.expect_error = "tfl.non_max_suppression_v4: "} {
  %boxes = arith.constant dense<0.0> : tensor<1x4xf32>
  %scores = arith.constant dense<0.5> : tensor<1xf32>
  %max = arith.constant dense<-1> : tensor<i32>
  %half = arith.constant dense<0.5> : tensor<f32>
  %i, %n = "tfl.non_max_suppression_v4"(%boxes, %scores, %max, %half, %half) : (tensor<1x4xf32>, tensor<1xf32>, tensor<i32>, tensor<f32>, tensor<f32>) -> (tensor<?xi32>, tensor<i32>)
  return
}
