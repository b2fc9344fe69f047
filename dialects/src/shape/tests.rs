//! Shape functions on small functions in text: inferred result types as they print.

use tfl_ir::text::{ParseOptions, Source, parse_module};
use tfl_ir::{Body, Op};

/// The result types that the last op before the return of the one function implies, or its error.
fn infer(text: &str) -> Result<String, String> {
    crate::register_all();
    let text = format!("func.func @f({text}\n  return\n}}");
    let module = parse_module(&Source::new("test", &text), &ParseOptions::default())
        .unwrap_or_else(|errors| panic!("{}\n{text}", errors[0].message));
    let function = module.lookup("f").expect("the function is there");
    let body = module.body().nested(function).expect("the function has a body");
    let op = last_before_return(body);
    let hook = body.name(op).info().and_then(|info| info.hooks.infer).expect("the op infers its shape");
    let types = hook(body, op).map_err(|error| error.message)?;
    Ok(types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

fn last_before_return(body: &Body) -> Op {
    let last = body.last_op(body.entry().expect("a block")).expect("a terminator");
    body.prev_op(last).expect("an op before the return")
}

#[track_caller]
fn implies(text: &str, expected: &str) {
    assert_eq!(infer(text).as_deref(), Ok(expected), "{text}");
}

#[track_caller]
fn refuses(text: &str, expected: &str) {
    match infer(text) {
        Err(message) => assert!(message.contains(expected), "{message}"),
        Ok(types) => panic!("{text} implies {types}"),
    }
}

fn conv(input: &str, filter: &str, rest: &str) -> String {
    format!(
        "%x: tensor<{input}xf32>, %w: tensor<{filter}xf32>, %n: none) {{
  %0 = \"tfl.conv_2d\"(%x, %w, %n) <{{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32,
    fused_activation_function = \"NONE\", stride_w = 1 : i32, {rest}}}>
    : (tensor<{input}xf32>, tensor<{filter}xf32>, none) -> tensor<*xf32>"
    )
}

#[test]
fn convolution_windows() {
    let same = "padding = \"SAME\", stride_h = 2 : i32";
    let valid = "padding = \"VALID\", stride_h = 2 : i32";
    implies(&conv("1x9x9x3", "8x3x3x3", same), "tensor<1x5x9x8xf32>");
    implies(&conv("1x9x9x3", "8x3x3x3", valid), "tensor<1x4x7x8xf32>");
    implies(&conv("?x?x9x3", "8x3x3x3", same), "tensor<?x?x9x8xf32>");
    refuses(&conv("1x2x9x3", "8x3x3x3", valid), "does not fit");
    refuses(&conv("1x9x9x3", "8x3x3x2", same), "no multiple");
    refuses(&conv("1x9x9x3", "8x3x3x3", "padding = \"SAME\", stride_h = 0 : i32"), "stride 0");
    refuses(&conv("1x9x3", "8x3x3x3", same), "rank 4");
}

#[test]
fn tf_convolution_in_both_layouts() {
    let conv = |format: &str, strides: &str, input: &str| {
        format!(
            "%x: tensor<{input}xf32>, %w: tensor<3x3x4x8xf32>) {{
  %0 = \"tf.Conv2D\"(%x, %w) <{{data_format = \"{format}\", padding = \"EXPLICIT\", strides = {strides},
    explicit_paddings = [0, 0, 1, 1, 1, 1, 0, 0]}}>
    : (tensor<{input}xf32>, tensor<3x3x4x8xf32>) -> tensor<*xf32>"
        )
    };
    implies(&conv("NHWC", "[1, 2, 1, 1]", "1x8x8x4"), "tensor<1x4x8x8xf32>");
    refuses(&conv("NHWC", "[1, 0, 1, 1]", "1x8x8x4"), "stride 0");
}

fn reshape(input: &str, shape: &str) -> String {
    format!(
        "%x: tensor<{input}xf32>) {{
  %s = \"tfl.pseudo_const\"() <{{value = dense<{shape}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %0 = \"tfl.reshape\"(%x, %s) : (tensor<{input}xf32>, tensor<2xi32>) -> tensor<*xf32>"
    )
}

#[test]
fn reshape_fills_in_one_size() {
    implies(&reshape("2x3x4", "[-1, 6]"), "tensor<4x6xf32>");
    implies(&reshape("?x3x4", "[-1, 6]"), "tensor<?x6xf32>");
    implies(&reshape("0x3", "[0, 7]"), "tensor<0x7xf32>");
    refuses(&reshape("2x3x4", "[-1, -1]"), "more than one -1");
    refuses(&reshape("2x3x4", "[-1, 5]"), "cannot be divided");
    refuses(&reshape("2x3x4", "[-2, 6]"), "negative");
    refuses(&reshape("2x3x4", "[5, 5]"), "cannot have a shape");
    refuses(&reshape("0x3", "[-1, 0]"), "cannot be divided");
    refuses(&reshape("4294967296x4294967296", "[-1, 2]"), "does not fit");
}

#[test]
fn shape_arithmetic_is_followed_back() {
    implies(
        "%x: tensor<?x7x3xf32>) {
  %shape = \"tf.Shape\"(%x) : (tensor<?x7x3xf32>) -> tensor<3xi32>
  %zero = \"tf.Const\"() <{value = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %one = \"tf.Const\"() <{value = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %batch = \"tf.StridedSlice\"(%shape, %zero, %one, %one) <{shrink_axis_mask = 1 : i64}>
    : (tensor<3xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<i32>
  %size = \"tf.Const\"() <{value = dense<21> : tensor<i32>}> : () -> tensor<i32>
  %to = \"tf.Pack\"(%batch, %size) : (tensor<i32>, tensor<i32>) -> tensor<2xi32>
  %0 = \"tf.Reshape\"(%x, %to) : (tensor<?x7x3xf32>, tensor<2xi32>) -> tensor<*xf32>",
        "tensor<?x21xf32>",
    );
}

#[test]
fn declared_sizes_complete_what_is_not_known() {
    implies(
        "%x: tensor<?x4xf32>) {
  %0 = \"tfl.abs\"(%x) : (tensor<?x4xf32>) -> tensor<8x4xf32>",
        "tensor<8x4xf32>",
    );
}

fn strided_slice(begin: &str, end: &str, steps: &str, masks: &str) -> String {
    format!(
        "%x: tensor<8x6xf32>) {{
  %b = \"tf.Const\"() <{{value = dense<{begin}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %e = \"tf.Const\"() <{{value = dense<{end}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %s = \"tf.Const\"() <{{value = dense<{steps}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %0 = \"tf.StridedSlice\"(%x, %b, %e, %s) <{{{masks}}}>
    : (tensor<8x6xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<*xf32>"
    )
}

#[test]
fn strided_slices() {
    implies(&strided_slice("[1, 0]", "[7, 6]", "[2, 1]", ""), "tensor<3x6xf32>");
    implies(&strided_slice("[-1, 0]", "[0, 100]", "[-3, 4]", ""), "tensor<3x2xf32>");
    implies(&strided_slice("[5, 0]", "[2, 1]", "[1, 1]", ""), "tensor<0x1xf32>");
    implies(&strided_slice("[1, 0]", "[2, 1]", "[1, 1]", "shrink_axis_mask = 1 : i64"), "tensor<1xf32>");
    implies(&strided_slice("[0, 0]", "[1, 1]", "[1, 1]", "new_axis_mask = 1 : i64"), "tensor<1x1x6xf32>");
    implies(
        &strided_slice("[3, 2]", "[1, 1]", "[-1, -1]", "begin_mask = 1 : i64, end_mask = 3 : i64"),
        "tensor<8x3xf32>",
    );
    implies(&strided_slice("[0, 1]", "[0, 3]", "[1, 1]", "ellipsis_mask = 1 : i64"), "tensor<8x2xf32>");
    refuses(&strided_slice("[0, 0]", "[1, 1]", "[0, 1]", ""), "step is 0");
    refuses(&strided_slice("[0, 0]", "[1, 1]", "[1, 1]", "ellipsis_mask = 3 : i64"), "ellipsis");
}

#[test]
fn split_sizes() {
    let split = |sizes: &str| {
        format!(
            "%x: tensor<6x2xf32>) {{
  %s = \"tf.Const\"() <{{value = dense<{sizes}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %a = \"tf.Const\"() <{{value = dense<0> : tensor<i32>}}> : () -> tensor<i32>
  %0:2 = \"tf.SplitV\"(%x, %s, %a) : (tensor<6x2xf32>, tensor<2xi32>, tensor<i32>)
    -> (tensor<*xf32>, tensor<*xf32>)"
        )
    };
    implies(&split("[2, -1]"), "tensor<2x2xf32>, tensor<4x2xf32>");
    refuses(&split("[2, 3]"), "do not make up");
    refuses(&split("[-1, -1]"), "more than one -1");
    refuses(&split("[9, -1]"), "do not fit");
    refuses(&split("[-3, 9]"), "negative");
}

#[test]
fn matrix_products() {
    let product = |a: &str, b: &str, attrs: &str| {
        format!(
            "%a: tensor<{a}xf32>, %b: tensor<{b}xf32>) {{
  %0 = \"tf.BatchMatMulV2\"(%a, %b) <{{{attrs}}}> : (tensor<{a}xf32>, tensor<{b}xf32>) -> tensor<*xf32>"
        )
    };
    implies(&product("5x1x2x3", "4x3x7", ""), "tensor<5x4x2x7xf32>");
    implies(&product("3x2", "7x3", "adj_x = true, adj_y = true"), "tensor<2x7xf32>");
    refuses(&product("2x3", "4x7", ""), "differ: 3 and 4");
    refuses(&product("3", "3x7", ""), "rank 2");
}

#[test]
fn einsum_letters_and_dots() {
    let einsum = |equation: &str| {
        format!(
            "%a: tensor<2x3x4xf32>, %b: tensor<4x5xf32>) {{
  %0 = \"tf.Einsum\"(%a, %b) <{{equation = \"{equation}\"}}>
    : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<*xf32>"
        )
    };
    implies(&einsum("abc,cd->abd"), "tensor<2x3x5xf32>");
    implies(&einsum("...c,cd->...d"), "tensor<2x3x5xf32>");
    refuses(&einsum("abc,dc->abd"), "the sizes of 'c' differ");
    refuses(&einsum("abc,cd->abz"), "'z' of the result");
    refuses(&einsum("abc,cd"), "no arrow");
    refuses(&einsum("ab,cd->a"), "rank 3");
}

#[test]
fn reductions_and_gathers() {
    let sum = |axes: &str, keep: &str| {
        format!(
            "%x: tensor<2x3x4xf32>) {{
  %a = \"tf.Const\"() <{{value = dense<{axes}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %0 = \"tf.Sum\"(%x, %a) <{{keep_dims = {keep}}}> : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<*xf32>"
        )
    };
    implies(&sum("[0, -1]", "false"), "tensor<3xf32>");
    implies(&sum("[0, 0]", "true"), "tensor<1x3x4xf32>");
    refuses(&sum("[0, 3]", "true"), "out of range");
    implies(
        "%x: tensor<2x5x4xf32>, %i: tensor<2x7xi32>) {
  %0 = \"tfl.gather\"(%x, %i) <{axis = 1 : i32, batch_dims = 1 : i32}>
    : (tensor<2x5x4xf32>, tensor<2x7xi32>) -> tensor<*xf32>",
        "tensor<2x7x4xf32>",
    );
    refuses(
        "%x: tensor<2x5x4xf32>, %i: tensor<2x7xi32>) {
  %0 = \"tfl.gather\"(%x, %i) <{axis = 0 : i32, batch_dims = 1 : i32}>
    : (tensor<2x5x4xf32>, tensor<2x7xi32>) -> tensor<*xf32>",
        "batch_dims",
    );
}

#[test]
fn blocks_move_between_batch_and_space() {
    let to_batch = |block: &str, pads: &str| {
        format!(
            "%x: tensor<1x4x6x2xf32>) {{
  %b = \"tf.Const\"() <{{value = dense<{block}> : tensor<2xi32>}}> : () -> tensor<2xi32>
  %p = \"tf.Const\"() <{{value = dense<{pads}> : tensor<2x2xi32>}}> : () -> tensor<2x2xi32>
  %0 = \"tf.SpaceToBatchND\"(%x, %b, %p)
    : (tensor<1x4x6x2xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<*xf32>"
        )
    };
    implies(&to_batch("[2, 3]", "0"), "tensor<6x2x2x2xf32>");
    implies(&to_batch("[5, 1]", "[[1, 0], [0, 0]]"), "tensor<5x1x6x2xf32>");
    refuses(&to_batch("[0, 1]", "0"), "not positive");
    refuses(&to_batch("[3, 1]", "0"), "blocks of 3");
    refuses(&to_batch("[2, 1]", "-2"), "negative");
}

#[test]
fn ranges() {
    let range = |start: &str, limit: &str, step: &str, ty: &str| {
        let constant = |name: &str, value: &str| {
            format!(
                "  %{name} = \"tf.Const\"() <{{value = dense<{value}> : tensor<{ty}>}}> : () -> tensor<{ty}>\n"
            )
        };
        format!(
            ") {{\n{}{}{}  %0 = \"tf.Range\"(%a, %b, %c) : (tensor<{ty}>, tensor<{ty}>, tensor<{ty}>) -> tensor<*x{ty}>",
            constant("a", start),
            constant("b", limit),
            constant("c", step)
        )
    };
    implies(&range("0", "7", "2", "i32"), "tensor<4xi32>");
    implies(&range("3", "0", "-1", "i64"), "tensor<3xi64>");
    implies(&range("0.0", "1.0", "0.25", "f32"), "tensor<4xf32>");
    refuses(&range("0", "7", "0", "i32"), "step of a range is 0");
    refuses(&range("0", "7", "-1", "i32"), "cannot go");
    refuses(&range("0.0", "1.0", "0.0", "f32"), "has no length");
    implies(
        &range("-9223372036854775808", "9223372036854775807", "4611686018427387904", "i64"),
        "tensor<4xi64>",
    );
}
