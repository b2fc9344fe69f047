// RUN: tfl-opt %s --allow-unregistered-dialect --split-input-file --verify-diagnostics

// Literals, constants, types, aliases, resources and locations that are wrong.

// expected-error @+1 {{integer constant out of range: 256 does not fit in i8}}
"t.attr"() {a = 256 : i8} : () -> ()

// -----
// expected-error @+1 {{integer constant out of range: -1 does not fit in ui8}}
"t.attr"() {a = -1 : ui8} : () -> ()

// -----
// expected-error @+1 {{integer constant out of range}}
"t.attr"() {a = 99999999999999999999} : () -> ()

// -----
// expected-error @+1 {{unexpected decimal integer literal for a floating point value}}
"t.attr"() {a = 1 : f32} : () -> ()

// -----
// expected-error @+1 {{1.5 for i32}}
"t.attr"() {a = 1.5 : i32} : () -> ()

// -----
// expected-error @+1 {{hexadecimal float constant out of range}}
"t.attr"() {a = 0x1FFFFFFFF : f32} : () -> ()

// -----
// expected-error @+1 {{a number attribute needs an integer, index or float type}}
"t.attr"() {a = 1 : tensor<i32>} : () -> ()

// -----
// expected-error @+1 {{duplicate key 'x' in dictionary attribute}}
"t.attr"() {a = {x, x}} : () -> ()

// -----
// expected-error @+1 {{unknown escape in string literal}}
"t.attr"() {a = "\q"} : () -> ()

// -----
// expected-error @+1 {{expected 3 elements in dimension 0, found 2}}
"t.attr"() {a = dense<[1, 2]> : tensor<3xi32>} : () -> ()

// -----
// expected-error @+1 {{expected 1 elements in dimension 1, found 2}}
"t.attr"() {a = dense<[[1], [2, 3]]> : tensor<2x1xi32>} : () -> ()

// -----
// expected-error @+1 {{the list nests deeper than the type's rank 1}}
"t.attr"() {a = dense<[1, [2]]> : tensor<2xi32>} : () -> ()

// -----
// expected-error @+1 {{inferred shape of elements literal does not match type}}
"t.attr"() {a = dense<[1, 2]> : tensor<1x2xi32>} : () -> ()

// -----
// expected-error @+1 {{expected ',' or ']'}}
"t.attr"() {a = dense<[1 2]> : tensor<2xi32>} : () -> ()

// -----
// expected-error @+1 {{elements literal type must have static shape}}
"t.attr"() {a = dense<1> : tensor<?xi32>} : () -> ()

// -----
// expected-error @+1 {{parsed floating-point}}
"t.attr"() {a = dense<1.5> : tensor<2xi32>} : () -> ()

// -----
// expected-error @+1 {{out of range}}
"t.attr"() {a = dense<300> : tensor<2xi8>} : () -> ()

// -----
// expected-error @+1 {{elements hex data size is invalid}}
"t.attr"() {a = dense<"0x0102"> : tensor<3xi8>} : () -> ()

// -----
// expected-error @+1 {{an even number of hexadecimal digits}}
"t.attr"() {a = dense<"0x010"> : tensor<3xi8>} : () -> ()

// -----
// expected-error @+1 {{only hexadecimal digits}}
"t.attr"() {a = dense<"0x01zz"> : tensor<2xi8>} : () -> ()

// -----
// expected-error @+1 {{does not fit in 63 bits}}
"t.attr"() {a = dense<[]> : tensor<4294967296x4294967296xf32>} : () -> ()

// -----
// expected-error @+1 {{expected 2 elements in dimension 0, found 1}}
"t.attr"() {a = dense<["a"]> : tensor<2x!tf_type.string>} : () -> ()

// -----
// expected-error @+1 {{expected a string element}}
"t.attr"() {a = dense<[1]> : tensor<1x!tf_type.string>} : () -> ()

// -----
// expected-error @+1 {{a sparse index lies outside of tensor<3x4xi32>}}
"t.attr"() {a = sparse<[[3, 0]], [1]> : tensor<3x4xi32>} : () -> ()

// -----
// expected-error @+1 {{expected 1 elements}}
"t.attr"() {a = sparse<[[0, 0], [1, 1]], [1]> : tensor<3x4xi32>} : () -> ()

// -----
// expected-error @+1 {{a dense array holds i1, i8 to i64 or floats}}
"t.attr"() {a = array<i3: 1>} : () -> ()

// -----
// expected-error @+1 {{expected a type}}
"t.attr"() {a = tensor<4x>} : () -> ()

// -----
// expected-error @+1 {{an integer type has 1 to 16777215 bits}}
"t.attr"() {a = i0} : () -> ()

// -----
// expected-error @+1 {{the dimension does not fit in 63 bits}}
"t.attr"() {a = tensor<99999999999999999999xf32>} : () -> ()

// -----
// expected-error @+1 {{invalid tensor element type}}
"t.attr"() {a = tensor<4xtensor<2xf32>>} : () -> ()

// -----
// expected-error @+1 {{the storage range must lie in -128:127}}
"t.attr"() {a = !quant.uniform<i8<-200:0>:f32, 1.0>} : () -> ()

// -----
// expected-error @+1 {{longer or shorter than the others}}
"t.attr"() {a = !quant.uniform<i4:f32:{0:1, 1:1}, {{1.0}, {1.0, 2.0}}>} : () -> ()

// -----
// expected-error @+1 {{the scales must be nested as deeply}}
"t.attr"() {a = !quant.uniform<i8:f32, {1.0}>} : () -> ()

// -----
// expected-error @+1 {{undefined symbol alias id 'undefined'}}
"t.attr"() {a = #undefined} : () -> ()

// -----
// expected-error @+1 {{is never closed}}
"t.attr"() {a = loc("a"} : () -> ()

// -----
// expected-error @+1 {{expected}}
"t.attr"() {a = loc(fused["a" "b"])} : () -> ()

// -----
// expected-error @+1 {{the line or column does not fit in 32 bits}}
"t.attr"() {a = loc("f":1:99999999999)} : () -> ()

// -----
#ring = [#other]
// expected-error @+1 {{alias '#ring' is defined by itself}}
#other = [#ring]

// -----
#twice = 1 : i32
// expected-error @+1 {{redefinition of alias '#twice'}}
#twice = 2 : i32

// -----
#notloc = 1 : i32
// expected-error @+1 {{expected location, but found #notloc}}
"t.loc"() : () -> () loc(#notloc)

// -----
"t.resource"() {a = dense_resource<short> : tensor<4xf32>} : () -> ()
// expected-error @-1 {{resource 'short': the type needs 16 bytes of data, found 4}}
{-#
  dialect_resources: {
    builtin: {
      short: "0x0400000000000000"
    }
  }
#-}

// -----
"t.resource"() {a = dense_resource<noalign> : tensor<i8>} : () -> ()
{-#
  dialect_resources: {
    builtin: {
      // expected-error @+1 {{to begin with a 4-byte alignment}}
      noalign: "0x04"
    }
  }
#-}
