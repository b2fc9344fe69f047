use super::super::{attr_to_string, parse_attr, parse_type, type_to_string};

#[track_caller]
fn same_type(text: &str) {
    assert_eq!(type_to_string(parse_type(text).unwrap()), text);
}

#[track_caller]
fn same_attr(text: &str) {
    assert_eq!(attr_to_string(&parse_attr(text).unwrap()), text);
}

#[track_caller]
fn attr_becomes(text: &str, printed: &str) {
    assert_eq!(attr_to_string(&parse_attr(text).unwrap()), printed);
}

#[test]
fn types_come_out_as_they_went_in() {
    for text in [
        "i1",
        "si8",
        "ui16",
        "index",
        "f32",
        "bf16",
        "f8E4M3FN",
        "f8E5M2",
        "none",
        "complex<f32>",
        "tensor<4x?xf32>",
        "tensor<*xf32>",
        "tensor<f32>",
        "tensor<0x4xi8>",
        "tensor<2xf32, #a.b<c>>",
        "tuple<>",
        "tuple<i32, f32>",
        "vector<4xf32>",
        "vector<[4]x2xf32>",
        "memref<4xf32>",
        "memref<?xf32, strided<[1], offset: 2>, 3>",
        "memref<*xf32>",
        "(i32) -> (f32, i32)",
        "() -> ()",
        "(() -> i1) -> (() -> i1)",
        "!tf_type.string",
        "!tf_type.resource<tensor<4xf32>>",
        "!tf_type.variant<tensor<?xf32>, tensor<*xi32>>",
        "!tfl.control",
        "!d.name<\">\" [x]>",
        "!quant.uniform<i8:f32, 3.906250e-03:-128>",
        "!quant.uniform<u8:f32, 1.000000e+00>",
        "!quant.uniform<i8<-127:127>:f32, 0.0078431372549019607>",
        "!quant.uniform<i8<-127:127>:f32:3, {5.000000e-01,2.500000e-01:1}>",
        "!quant.uniform<i4:f32:{0:1, 1:32}, {{1.000000e+00, 2.000000e+00:3}, {3.000000e+00, 4.000000e+00}}>",
        "!quant.any<i8<-8:7>:f32>",
        "!quant.any<u8>",
        "!quant.calibrated<f32<-1.000000e+00:1.000000e+00>>",
        "tensor<2x!quant.uniform<i8:f32, 1.7052092479439231E-4>>",
    ] {
        same_type(text);
    }
}

#[test]
fn wrong_types_are_refused() {
    for text in [
        "tensor<4x>",
        "tensor<xf32>",
        "i0",
        "i99999999",
        "tensor<4xtensor<2xf32>>",
        "!quant.uniform<i8, 1.0>",
        "!quant.uniform<i8<-200:0>:f32, 1.0>",
        "tensor<99999999999999999999xf32>",
        "f33",
        "i32 i32",
        "",
        "!quant.uniform<i4:f32:{0:1, 1:1}, {{1.0}, {1.0, 2.0}}>",
    ] {
        assert!(parse_type(text).is_err(), "{text}");
    }
}

#[test]
fn attributes_come_out_as_they_went_in() {
    for text in [
        "1 : i32",
        "1 : index",
        "255 : ui8",
        "-1 : i8",
        "true",
        "false",
        "2 : i64",
        "[1, 2, 3 : i32]",
        "array<i64: 1, 2>",
        "array<i64>",
        "array<i1: true, false>",
        "array<f32: 1.000000e+00>",
        "\"a\\22\\0A\\C3\\\\\"",
        "{a = 1 : i32, b}",
        "tensor<4xf32>",
        "@a::@\"b c\"",
        "affine_map<(d0) -> (d0)>",
        "loc(\"a\")",
        "loc(unknown)",
        "loc(\"f.py\":3:4 to 5:6)",
        "loc(\"f.py\":3:4 to :6)",
        "loc(callsite(\"a\" at \"f\":1:2))",
        "loc(fused<\"meta\">[\"a\", \"b\"(\"f\":1:2)])",
        "#tfl<lstm_kernel_type_attr FULL>",
        "#tfl<const_bytes : \"0x0A0B\">",
        "#tf_type.shape<1x?x3>",
        "#tf_type.shape<*>",
        "#tf_type.func<@f, {}>",
        "#tfl.external_buffer<group_name = \"g\", offset = 0, length = 4, packing = \"p\">",
        "dense<1> : tensor<i32>",
        "dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>",
        "dense<> : tensor<0x4xf32>",
        "dense<(1.000000e+00,2.000000e+00)> : tensor<complex<f32>>",
        "dense<[\"a\", \"b>\"]> : tensor<2x!tf_type.string>",
        "dense<\"x\"> : tensor<3x!tf_type.string>",
        "dense<true> : tensor<4xi1>",
        "dense<[true, false]> : tensor<2xi1>",
        "dense<[-1, 7]> : tensor<2xi4>",
        "dense<255> : tensor<2xui8>",
        "dense<1.000000e+00> : vector<4xf32>",
        "dense<[0x7FC00000, 0xFF800000]> : tensor<2xf32>",
        "dense_resource<__elided__> : tensor<4xf32>",
        "sparse<[[0, 0], [1, 2]], [1, 5]> : tensor<3x4xi32>",
        "1.000000e-01 : f32",
        "[1.000000e+00, 2.000000e+00 : f32]",
        "unit",
        "#d.a<[1, {x = \"}\"}]>",
    ] {
        same_attr(text);
    }
}

#[test]
fn attributes_are_brought_into_one_form() {
    attr_becomes("0x10 : i32", "16 : i32");
    attr_becomes("{b = unit, a = 2}", "{a = 2 : i64, b}");
    attr_becomes("dense<[1, 1]> : tensor<2xi32>", "dense<1> : tensor<2xi32>");
    attr_becomes("dense<[[[5]]]> : tensor<1x1x1xi8>", "dense<5> : tensor<1x1x1xi8>");
    attr_becomes("dense<\"0x0100000002000000\"> : tensor<2xi32>", "dense<[1, 2]> : tensor<2xi32>");
    attr_becomes("dense<\"0x01000000\"> : tensor<2xi32>", "dense<1> : tensor<2xi32>");
    attr_becomes(
        "dense<\"0x05\"> : tensor<8xi1>",
        "dense<[true, false, true, false, false, false, false, false]> : tensor<8xi1>",
    );
    attr_becomes("dense<[]> : tensor<0xf32>", "dense<> : tensor<0xf32>");
    attr_becomes(
        "dense<[\"a\", \"a\"]> : tensor<2x!tf_type.string>",
        "dense<\"a\"> : tensor<2x!tf_type.string>",
    );
    attr_becomes("#d<name<x>>", "#d<name<x>>");
    attr_becomes("\"\\n\\t\"", "\"\\0A\\09\"");
}

#[test]
fn large_constants_are_hexadecimal() {
    let list: Vec<String> = (0..101).map(|i| i.to_string()).collect();
    let text = format!("dense<[{}]> : tensor<101xi8>", list.join(", "));
    let printed = attr_to_string(&parse_attr(&text).unwrap());
    assert!(printed.starts_with("dense<\"0x000102030405"), "{printed}");
    assert_eq!(attr_to_string(&parse_attr(&printed).unwrap()), printed);
    let bits: Vec<&str> = (0..101).map(|i| if i % 3 == 0 { "true" } else { "false" }).collect();
    let text = format!("dense<[{}]> : tensor<101xi1>", bits.join(", "));
    let printed = attr_to_string(&parse_attr(&text).unwrap());
    assert!(printed.starts_with("dense<\"0x49922449"), "{printed}");
    assert_eq!(parse_attr(&printed).unwrap(), parse_attr(&text).unwrap());
    let nibbles: Vec<String> = (0..101).map(|i| (i % 16 - 8).to_string()).collect();
    let text = format!("dense<[{}]> : tensor<101xi4>", nibbles.join(", "));
    let printed = attr_to_string(&parse_attr(&text).unwrap());
    assert!(printed.starts_with("dense<\"0x08090A0B"), "{printed}");
    assert_eq!(parse_attr(&printed).unwrap(), parse_attr(&text).unwrap());
}

#[test]
fn wrong_attributes_are_refused() {
    for (text, words) in [
        ("256 : i8", "out of range"),
        ("-1 : ui8", "out of range"),
        ("1 : f32", "integer literal"),
        ("1.0 : i32", "floating-point"),
        ("99999999999999999999", "out of range"),
        ("{a, a}", "duplicate key"),
        ("dense<[1, 2]> : tensor<3xi32>", "expected 3 elements in dimension 0, found 2"),
        ("dense<[[1], [2, 3]]> : tensor<2x1xi32>", "expected 1 elements in dimension 1, found 2"),
        ("dense<[1, [2]]> : tensor<2xi32>", "nests deeper"),
        ("dense<[1 2]> : tensor<2xi32>", "expected ','"),
        ("dense<1> : tensor<?xi32>", "static shape"),
        ("dense<1> : i32", "static shape"),
        ("dense<1.5> : tensor<2xi32>", "floating-point"),
        ("dense<300> : tensor<2xi8>", "out of range"),
        ("dense<\"0x0102\"> : tensor<3xi8>", "hex data size is invalid"),
        ("dense<\"0x010\"> : tensor<3xi8>", "even number"),
        ("dense<\"0x01zz\"> : tensor<2xi8>", "hexadecimal digits"),
        ("dense<> : tensor<4294967296x4294967296xf32>", "does not fit"),
        ("dense<[\"a\"]> : tensor<2x!tf_type.string>", "expected 2 elements"),
        ("\"\\q\"", "unknown escape"),
        ("#undefined", "undefined symbol alias"),
        ("[1, 2", "never closed"),
    ] {
        let error = parse_attr(text).expect_err(text);
        assert!(error.message.contains(words), "{text}: {}", error.message);
    }
}
