// RUN: tfl-opt %s --allow-unregistered-dialect | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect | tfl-opt --allow-unregistered-dialect | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect --mlir-print-op-generic | tfl-opt --allow-unregistered-dialect | FileCheck %s

// Aliases are read before and after their definition; maps and sets keep theirs, the others are written out.

#map0 = affine_map<(d0, d1) -> (d1, d0)>
!ty = tensor<4x?xf32>
"t.attrs"() {a = #map0, b = !ty, c = #later, d = affine_map<(d0) -> (d0)>, e = #set0, f = [#map0, #dict]} : () -> ()
%0 = "t.value"() : () -> !ty
"t.nested"() {a = !pair} : () -> ()
#later = "defined later"
#set0 = affine_set<(d0) : (d0 >= 0)>
#dict = {k = #later}
!pair = tuple<!ty, !q>
!q = !quant.uniform<i8:f32, 5.000000e-01:3>

// CHECK: #map = affine_map<(d0, d1) -> (d1, d0)>
// CHECK-NEXT: #map1 = affine_map<(d0) -> (d0)>
// CHECK-NEXT: #set = affine_set<(d0) : (d0 >= 0)>
// CHECK-NEXT: module {
// CHECK-NEXT: "t.attrs"() {a = #map, b = tensor<4x?xf32>, c = "defined later", d = #map1, e = #set, f = [#map, {k = "defined later"}]} : () -> ()
// CHECK-NEXT: %0 = "t.value"() : () -> tensor<4x?xf32>
// CHECK-NEXT: "t.nested"() {a = tuple<tensor<4x?xf32>, !quant.uniform<i8:f32, 5.000000e-01:3>>} : () -> ()
// CHECK-NEXT: }
