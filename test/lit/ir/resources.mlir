// RUN: tfl-opt %s --allow-unregistered-dialect | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect | tfl-opt --allow-unregistered-dialect | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect --mlir-print-op-generic | tfl-opt --allow-unregistered-dialect | FileCheck %s

// Constants that stand at the end of the text: the first four bytes of the data are the alignment.

"t.use"() {a = dense_resource<weights> : tensor<2xf32>, b = dense_resource<"other name"> : tensor<1xi8>, c = dense_resource<missing> : tensor<4xf32>} : () -> ()
"t.again"() {a = dense_resource<weights> : tensor<2xf32>} : () -> ()

{-#
  dialect_resources: {
    builtin: {
      weights: "0x040000000000803F00000040",
      "other name": "0x010000007F"
    }
  },
  external_resources: {
    tool: {
      flag: true
    }
  }
#-}

// CHECK: module {
// CHECK-NEXT: "t.use"() {a = dense_resource<weights> : tensor<2xf32>, b = dense_resource<"other name"> : tensor<1xi8>, c = dense_resource<missing> : tensor<4xf32>} : () -> ()
// CHECK-NEXT: "t.again"() {a = dense_resource<weights> : tensor<2xf32>} : () -> ()
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NEXT: {-#
// CHECK-NEXT: dialect_resources: {
// CHECK-NEXT: builtin: {
// CHECK-NEXT: weights: "0x040000000000803F00000040",
// CHECK-NEXT: "other name": "0x010000007F"
// CHECK-NEXT: }
// CHECK-NEXT: },
// CHECK-NEXT: external_resources: {
// CHECK-NEXT: tool: {
// CHECK-NEXT: flag: true
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-NEXT: #-}
