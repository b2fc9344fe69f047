use tfl_ir::Body;
use tfl_ir::text::{ParseOptions, Source, parse_module};

use super::super::explain::Outcome;
use super::*;

/// The code of a function.
fn code(text: &str) -> Body {
    crate::register();
    let module = parse_module(&Source::new("test", text.as_bytes()), &ParseOptions::default()).unwrap();
    let op = module.lookup("main").unwrap();
    module.body().nested(op).unwrap().clone()
}

/// `before` and `after` under the claim that the results of their ops, in order, are the same.
fn verify(before: &str, after: &str, exact: bool) -> Result<Option<Diagnostic>, Diagnostic> {
    let (before, after) = (code(before), code(after));
    let results =
        |body: &Body| -> Vec<Value> { body.walk().into_iter().filter_map(|op| body.result(op, 0)).collect() };
    let values = results(&before).into_iter().zip(results(&after)).collect();
    let outcome = Outcome { values, ..Outcome::default() };
    let verify = Verify { function: "main", loc: &Loc::UNKNOWN, runs: 3, exact };
    verify.run(&before, &after, &outcome)
}

fn chain(ty: &str, first: &str, second: &str) -> String {
    format!(
        "func.func @main(%x: tensor<{ty}>) -> tensor<{ty}> {{
           %0 = {first}
           %1 = {second}
           return %1 : tensor<{ty}>
         }}"
    )
}

fn unary(ty: &str, op: &str, operand: &str, layer: &str) -> String {
    format!("\"tfl.{op}\"({operand}) : (tensor<{ty}>) -> tensor<{ty}> loc(\"{layer}\")")
}

#[test]
fn the_first_op_that_differs_is_named() {
    let ty = "?x4xf32";
    let code = |first: &str| chain(ty, &unary(ty, first, "%x", "one"), &unary(ty, "tanh", "%0", "two"));
    assert!(verify(&code("relu"), &code("relu"), true).unwrap().is_none());
    let error = verify(&code("relu"), &code("relu6"), false);
    // Few normal numbers are above six: no difference is seen.
    assert!(error.unwrap().is_none());
    let error = verify(&code("relu"), &code("abs"), false).unwrap_err();
    assert!(
        error.message.starts_with("optimized, @main differs first at tfl.relu 'one': element"),
        "{error}"
    );
    let code = |second: &str| chain(ty, &unary(ty, "relu", "%x", "one"), &unary(ty, second, "%0", "two"));
    let error = verify(&code("tanh"), &code("logistic"), false).unwrap_err();
    assert!(
        error.message.starts_with("optimized, @main differs first at tfl.tanh 'two': element"),
        "{error}"
    );
}

#[test]
fn rounding_matters_only_where_bits_do() {
    let add = |c: &str| {
        format!(
            "func.func @main(%x: tensor<64xf32>) -> tensor<64xf32> {{
               %c = arith.constant dense<{c}> : tensor<f32>
               %0 = tfl.add(%x, %c) <{{fused_activation_function = \"NONE\"}}> : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
               return %0 : tensor<64xf32>
             }}"
        )
    };
    let (one, close) = (add("1.0"), add("1.000001"));
    assert!(verify(&one, &close, false).unwrap().is_none());
    let error = verify(&one, &close, true).unwrap_err();
    assert!(error.message.ends_with("where the same bits are expected"), "{error}");
}

#[test]
fn integers_are_the_same_whatever_the_rounding_of_floats() {
    let add = |c: u32| {
        format!(
            "func.func @main(%x: tensor<4xi32>) -> tensor<4xi32> {{
               %c = arith.constant dense<{c}> : tensor<i32>
               %0 = tfl.add(%x, %c) <{{fused_activation_function = \"NONE\"}}> : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
               return %0 : tensor<4xi32>
             }}"
        )
    };
    let error = verify(&add(10_000_000), &add(10_000_001), false).unwrap_err();
    assert!(error.message.ends_with("where the same bits are expected"), "{error}");
}

#[test]
fn what_cannot_be_run_is_told() {
    let ty = "2x!tf_type.string";
    let text = format!("func.func @main(%x: tensor<{ty}>) -> tensor<{ty}> {{ return %x : tensor<{ty}> }}");
    let remark = verify(&text, &text, false).unwrap().unwrap();
    assert!(
        remark.message.starts_with("the rewrites of @main were not verified: no value of type"),
        "{remark}"
    );
    let text = "func.func @main(%x: tensor<?x4xf32>, %y: tensor<7x4xf32>) -> tensor<7x4xf32> {
           %0 = tfl.custom_of_mine(%x) : (tensor<?x4xf32>) -> tensor<7x4xf32>
           return %y : tensor<7x4xf32>
         }";
    let custom = text.replace(
        "tfl.custom_of_mine(%x)",
        "\"tfl.custom\"(%x) <{custom_code = \"mine\", custom_option = #tfl<const_bytes : \"0x\">}>",
    );
    let remark = verify(&custom, &custom, false).unwrap().unwrap();
    assert!(remark.message.contains("not verified"), "{remark}");
}
