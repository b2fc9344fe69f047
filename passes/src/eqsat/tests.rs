//! The engine as a whole: what it must leave alone, and what must hold of every result.

use tfl_ir::text::{ParseOptions, PrintOptions, Source, module_to_string, parse_module};
use tfl_ir::verify::{VerifyOptions, verify_module};
use tfl_ir::{Body, Module};

use super::segment::{Segment, stretches};
use super::{Config, Outcome, optimize};

/// Optimizes the functions of a text; the result verifies.
fn optimized(text: &str, config: &Config) -> (String, Vec<Outcome>) {
    let mut module = parsed(text);
    let mut outcomes = Vec::new();
    for (_, _, body) in module.body_mut().nested_bodies_mut() {
        outcomes.push(optimize(body, config));
    }
    verify_module(&module, VerifyOptions::default()).expect("the result verifies");
    (module_to_string(&module, &PrintOptions::default()), outcomes)
}

fn parsed(text: &str) -> Module {
    crate::register();
    parse_module(&Source::new("test", text), &ParseOptions::default()).expect("the text is good")
}

fn with_body<T>(text: &str, look: impl FnOnce(&Body) -> T) -> T {
    let module = parsed(text);
    let op = module.ops().next().expect("a function");
    look(module.body().nested(op).expect("a body"))
}

/// A function of `count` clamps of one value added up, so that no two ops are equal.
fn chain(count: usize) -> String {
    let mut text = "func.func @f(%x0: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {\n".to_owned();
    for at in 0..count {
        let next = at + 1;
        text.push_str(&format!("  %t{at} = \"tfl.tanh\"(%x{at}) : (tensor<4xf32>) -> tensor<4xf32>\n"));
        text.push_str(&format!(
            "  %x{next} = tfl.add %t{at}, %y {{fused_activation_function = \"NONE\"}} : tensor<4xf32>\n"
        ));
    }
    text + &format!("  return %x{count} : tensor<4xf32>\n}}")
}

#[test]
fn code_that_nothing_improves_comes_out_as_it_went_in() {
    let text = chain(3);
    let before = module_to_string(&parsed(&text), &PrintOptions::default());
    assert_eq!(optimized(&text, &Config::default()).0, before);
}

#[test]
fn equal_ops_become_one() {
    let text = r#"func.func @f(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = "tfl.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      %1 = "tfl.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      return %0, %1 : tensor<4xf32>, tensor<4xf32>
    }"#;
    let (result, outcomes) = optimized(text, &Config::default());
    assert_eq!(result.matches("tfl.tanh").count(), 1, "{result}");
    assert!(result.contains("return %0, %0"), "{result}");
    assert_eq!(outcomes[0].stretches[0].ops, (3, 2));
}

#[test]
fn dead_ops_and_results_go() {
    let text = r#"func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = "tfl.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      %1 = "tfl.logistic"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      return %0 : tensor<4xf32>
    }"#;
    assert!(!optimized(text, &Config::default()).0.contains("logistic"));
}

#[test]
fn effects_keep_their_order_and_their_operands() {
    let text = r#"func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %r = "tfl.var_handle"() <{container = "", shared_name = "v"}> : () -> tensor<*x!tf_type.resource>
      %a = "tfl.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      "tfl.assign_variable"(%r, %a) : (tensor<*x!tf_type.resource>, tensor<4xf32>) -> ()
      %b = "tfl.read_variable"(%r) : (tensor<*x!tf_type.resource>) -> tensor<4xf32>
      %c = "tfl.tanh"(%b) : (tensor<4xf32>) -> tensor<4xf32>
      "tfl.assign_variable"(%r, %c) : (tensor<*x!tf_type.resource>, tensor<4xf32>) -> ()
      %d = "tfl.read_variable"(%r) : (tensor<*x!tf_type.resource>) -> tensor<4xf32>
      return %d : tensor<4xf32>
    }"#;
    let before = module_to_string(&parsed(text), &PrintOptions::default());
    assert_eq!(optimized(text, &Config::default()).0, before);
}

#[test]
fn regions_are_optimized_and_use_what_is_outside() {
    let text = r#"func.func @f(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = "tfl.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      %1 = "tfl.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      %2 = "tfl.if"(%c) ({
        %3 = "tfl.logistic"(%1) : (tensor<4xf32>) -> tensor<4xf32>
        %4 = "tfl.logistic"(%1) : (tensor<4xf32>) -> tensor<4xf32>
        %5 = tfl.add %3, %4 {fused_activation_function = "NONE"} : tensor<4xf32>
        "tfl.yield"(%5) : (tensor<4xf32>) -> ()
      }, {
        "tfl.yield"(%0) : (tensor<4xf32>) -> ()
      }) {is_stateless = true} : (tensor<i1>) -> tensor<4xf32>
      return %2 : tensor<4xf32>
    }"#;
    let (result, _) = optimized(text, &Config::default());
    assert_eq!(result.matches("tfl.tanh").count(), 1, "{result}");
    assert_eq!(result.matches("tfl.logistic").count(), 1, "{result}");
}

#[test]
fn long_blocks_are_cut_and_stay_whole() {
    let text = chain(2500);
    let before = module_to_string(&parsed(&text), &PrintOptions::default());
    let (result, outcomes) = optimized(&text, &Config::default());
    assert!(outcomes[0].stretches.len() > 2);
    assert_eq!(result, before);
    with_body(&text, |body| {
        let block = body.entry().expect("an entry");
        let count: usize = stretches(body, block, 2000).iter().map(Vec::len).sum();
        assert_eq!(count, body.ops_in(block).count());
    });
}

#[test]
fn the_budget_ends_saturation_and_the_result_is_good() {
    let text = r#"func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = "tfl.relu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      %1 = "tfl.relu"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      %2 = "tfl.relu6"(%1) : (tensor<4xf32>) -> tensor<4xf32>
      return %2 : tensor<4xf32>
    }"#;
    let config = Config { iterations: 1, ..Config::default() };
    let (_, outcomes) = optimized(text, &config);
    assert!(!outcomes[0].stretches[0].saturated);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let text = chain(50);
    let first = optimized(&text, &Config::default()).0;
    assert!((0..3).all(|_| optimized(&text, &Config::default()).0 == first));
}

#[test]
fn constants_are_shared_and_stand_on_the_right() {
    let text = r#"func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %a = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
      %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
      %0 = tfl.add %a, %x {fused_activation_function = "RELU"} : tensor<4xf32>
      %1 = tfl.sub %0, %b {fused_activation_function = "NONE"} : tensor<4xf32>
      %2 = tfl.mul %a, %b {fused_activation_function = "NONE"} : tensor<4xf32>
      %3 = tfl.pow %1, %2 : tensor<4xf32>
      return %3 : tensor<4xf32>
    }"#;
    let (result, _) = optimized(text, &Config { exact: true, ..Config::default() });
    assert_eq!(result.matches("arith.constant").count(), 2, "{result}");
    assert!(result.contains("tfl.add %arg0, %cst"), "{result}");
}

#[test]
fn a_segment_knows_what_its_classes_are() {
    let text = r#"func.func @f(%x: tensor<?x4xf32>) -> tensor<2xi32> {
      %0 = "tfl.relu6"(%x) : (tensor<?x4xf32>) -> tensor<?x4xf32>
      %1 = "tfl.shape"(%0) : (tensor<?x4xf32>) -> tensor<2xi32>
      return %1 : tensor<2xi32>
    }"#;
    with_body(text, |body| {
        let block = body.entry().expect("an entry");
        let segment = Segment::read(body, body.ops_in(block).collect());
        let value = |number: usize| {
            let op = body.ops_in(block).nth(number).expect("an op");
            segment.classes[&body.result(op, 0).expect("a result")]
        };
        assert_eq!(segment.graph.range(value(0)), super::range::Range::new(0.0, 6.0));
        assert_eq!(segment.graph.shape(value(1)), Some(vec![2]));
        assert_eq!(segment.graph.rank(value(0)), Some(2));
        assert_eq!(segment.graph.shape(value(0)), None);
    });
}
