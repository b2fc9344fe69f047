use super::*;

#[test]
fn modules_are_printed_always() {
    assert_eq!(print(&read("")), "module {\n}\n");
    assert_eq!(print(&read("\"t.a\"() : () -> ()")), "module {\n  \"t.a\"() : () -> ()\n}\n");
    same("module @m attributes {tf.versions = {producer = 3 : i32}} {\n}\n");
    same("module {\n  module @inner {\n  }\n}\n");
}

#[test]
fn ops_in_the_generic_form() {
    same(
        "module {\n  %0 = \"t.a\"() : () -> i32\n  %1:2 = \"t.b\"(%0, %0) <{p = 1 : i32}> {q} : (i32, i32) -> (i32, f32)\n  \
         \"t.c\"(%1#0, %1#1) : (i32, f32) -> ()\n}\n",
    );
}

#[test]
fn regions_and_blocks() {
    same(
        "module {\n  %0 = \"t.x\"() : () -> i32\n  \"t.r\"(%0) ({\n  ^bb0(%arg0: i32, %arg1: f32):\n    %1 = \"t.a\"(%arg0) : (i32) -> i32\n    \
         \"t.br\"(%1)[^bb1] : (i32) -> ()\n  ^bb1(%2: i32):  // 2 preds: ^bb0, ^bb2\n    \"t.end\"() : () -> ()\n  \
         ^bb2:  // no predecessors\n    \"t.br\"(%arg0)[^bb1] : (i32) -> ()\n  }, {\n  }) {k} : (i32) -> ()\n}\n",
    );
}

#[test]
fn numbers_inside_follow_all_outside() {
    same(
        "module {\n  \"t.r\"() ({\n    %1 = \"t.a\"() : () -> i32\n    \"t.r\"() ({\n      %2 = \"t.a\"() : () -> i32\n    }) : () -> ()\n  }, {\n    \
         %1 = \"t.a\"() : () -> i32\n  }) : () -> ()\n  %0 = \"t.a\"() : () -> i32\n}\n",
    );
}

#[test]
fn values_may_be_used_before_their_definition() {
    let text =
        "module {\n  %0 = \"t.a\"(%1#1) : (i32) -> i32\n  %1:2 = \"t.b\"(%0) : (i32) -> (f32, i32)\n}\n";
    same(text);
    assert_eq!(
        error("%0 = \"t.a\"(%1) : (i32) -> i32\n%1 = \"t.b\"() : () -> f32"),
        "2:1: definition of SSA value '%1#0' has type 'f32'"
    );
}

#[test]
fn faults_have_places() {
    assert_eq!(error("\"t.a\"(%x) : (i32) -> ()"), "1:7: use of undeclared SSA value name '%x'");
    assert_eq!(error("%0 = \"t.a\"() : () -> ()"), "1:1: cannot name an operation with no results");
    assert_eq!(
        error("%0:2 = \"t.a\"() : () -> i32"),
        "1:1: operation defines 1 result but was provided 2 to bind"
    );
    assert_eq!(
        error("%0 = \"t.a\"() : () -> i32\n%0 = \"t.a\"() : () -> i32"),
        "2:1: redefinition of SSA value '%0'"
    );
    assert_eq!(error("\"t.a\"() : (i32) -> ()"), "1:11: expected 0 operand types but had 1");
    assert_eq!(
        error("%0 = \"t.a\"() : () -> i32\n\"t.b\"(%0) : (f32) -> ()"),
        "2:7: use of value '%0' expects different type than prior uses: 'f32' vs 'i32'"
    );
    assert_eq!(error("module {"), "1:8: the region that begins here is never closed");
    assert_eq!(error("}"), "1:1: expected an operation, found '}'");
    assert_eq!(error("\"t.a\"()[^x] : () -> ()"), "1:9: reference to an undefined block '^x'");
    assert_eq!(error("\"t.a\"() : () -> i33333333333"), "1:17: an integer type has 1 to 16777215 bits");
    assert_eq!(error("\"t.a\"() {a = \"x} : () -> ()"), "1:14: the string is never closed");
}

#[test]
fn every_fault_is_reported_once() {
    let text = "%0 = \"t.a\"() {a = } : () -> i32\n\"t.b\"(%0) : (i32) -> ()\n\"t.c\"(%y) : (i32) -> ()\n\"t.d\"() {b = ?} : () -> ()\n";
    let found: Vec<String> = errors(text).into_iter().map(|error| error.message).collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    let many = "\"t.a\"() {a = } : () -> ()\n".repeat(100);
    assert_eq!(errors(&many).len(), 20);
}

#[test]
fn nesting_is_bounded() {
    let nest = |depth: usize| {
        let open = "\"t.r\"() ({\n".repeat(depth);
        let close = "}) : () -> ()\n".repeat(depth);
        open + &close
    };
    let module = read(&nest(255));
    assert_eq!(print(&read(&print(&module))), print(&module));
    for depth in [300, 100_000] {
        assert!(error(&nest(depth)).contains("regions nest more than 256 levels deep"));
    }
    let list =
        |depth: usize| format!("\"t.a\"() {{a = {}{}}} : () -> ()", "[".repeat(depth), "]".repeat(depth));
    read(&list(255));
    for depth in [300, 100_000] {
        assert!(error(&list(depth)).contains("nests more than 256 levels deep"));
    }
    let ty = |depth: usize| format!("\"t.a\"() : () -> {}i1{}", "tuple<".repeat(depth), ">".repeat(depth));
    read(&ty(256));
    assert!(error(&ty(257)).contains("nests more than 256 levels deep"));
}

#[test]
fn texts_that_are_no_text() {
    let broken = [0x22, 0xff, 0x22];
    let found = parse_module(&Source::new("t.mlir", &broken[..]), &ANY).unwrap_err();
    assert!(found[0].message.contains("not UTF-8: byte 0xFF"), "{found:?}");
    assert!(error("\u{feff}module {}").starts_with("1:1:"));
    assert!(error("\0").starts_with("1:1:"));
    same("module {\n}\n");
    assert_eq!(print(&read("module {\r\n}\r\n")), "module {\n}\n");
}
