//! SavedModels of the repository, imported whole.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use std::fs;
use std::path::{Path, PathBuf};

use tfl_import::{ImportOptions, Imported, import_saved_model};
use tfl_ir::verify::{VerifyOptions, verify_module};
use tfl_ir::{Attr, Body, Module, Op};

fn model(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test/models").join(name)
}

fn import(name: &str, signatures: &[&str]) -> Result<Imported, String> {
    let signatures = signatures.iter().map(|s| (*s).to_owned()).collect();
    import_saved_model(&model(name), &ImportOptions { tags: vec![], signatures }).map_err(|d| message(&d))
}

/// Message, notes and hint of the only diagnostic.
fn message(diagnostics: &[tfl_ir::Diagnostic]) -> String {
    let [d] = diagnostics else { panic!("one diagnostic expected: {diagnostics:?}") };
    let notes = d.notes.iter().map(|n| n.message.as_str()).chain(d.hint.as_deref());
    notes.fold(d.message.clone(), |text, note| format!("{text}\n{note}"))
}

fn function<'m>(module: &'m Module, name: &str) -> (Op, &'m Body) {
    let op = module.lookup(name).unwrap_or_else(|| panic!("function {name}"));
    (op, module.body().nested(op).expect("a function has a body"))
}

/// Names of a function's ops in order, without constants.
fn ops(module: &Module, name: &str) -> Vec<String> {
    let (_, body) = function(module, name);
    let ops = body.ops_in(body.entry().unwrap());
    ops.map(|op| body.name(op).to_string()).filter(|name| name != "tf.Const").collect()
}

fn constants(module: &Module, name: &str) -> Vec<(String, Attr)> {
    let (_, body) = function(module, name);
    let ops = body.ops_in(body.entry().unwrap()).filter(|op| body.name(*op).as_str() == "tf.Const");
    ops.map(|op| (body.loc(op).first_name().unwrap().to_owned(), body.attr(op, "value").unwrap().clone()))
        .collect()
}

/// `tf_saved_model.index_path` of the arguments or results.
fn names(module: &Module, function_name: &str, attr: &str) -> Vec<String> {
    let (op, _) = function(module, function_name);
    let dicts = module.body().attr(op, attr).unwrap().as_array().unwrap().to_vec();
    let path = |d: &Attr| {
        d.as_dict().unwrap().get("tf_saved_model.index_path").unwrap().as_array().unwrap().to_vec()
    };
    dicts.iter().map(|d| path(d)[0].as_str().unwrap().to_owned()).collect()
}

#[test]
fn signatures_keep_their_names_and_share_weights() {
    let module = import("two_signatures_shared_weight", &[]).unwrap().module;
    assert_eq!(ops(&module, "decode"), ["tf.MatMul", "tf.Mul", "tf.Identity", "tf.Identity", "func.return"]);
    assert_eq!(names(&module, "decode", "arg_attrs"), ["code", "scale"]);
    assert_eq!(names(&module, "encode", "arg_attrs"), ["x"]);
    assert_eq!(names(&module, "encode", "res_attrs"), ["code", "input_copy", "version"]);
    let shared = |name: &str| {
        let (_, attr) = constants(&module, name).into_iter().find(|(name, _)| name == "shared").unwrap();
        attr.as_elements().unwrap().raw().as_ptr()
    };
    assert_eq!(shared("encode"), shared("decode"), "one copy of the shared weight");
    let (op, _) = function(&module, "encode");
    let entry = module.body().attr(op, "tf.entry_function").unwrap().as_dict().unwrap();
    assert_eq!(entry.get("inputs").unwrap().as_str(), Some("encode_x:0"));
    assert!(module.attr("tf_saved_model.semantics").is_some() && module.attr("tf.versions").is_some());
}

#[test]
fn a_signature_can_be_chosen_and_a_wrong_one_is_named() {
    let module = import("two_signatures_shared_weight", &["encode"]).unwrap().module;
    assert!(module.lookup("encode").is_some() && module.lookup("decode").is_none());
    let text = import("two_signatures_shared_weight", &["decoder"]).err().unwrap();
    assert!(text.contains("no signature 'decoder'") && text.contains("'decode', 'encode'"), "{text}");
    assert!(text.contains("did you mean --signature decode?"), "{text}");
    let options = ImportOptions { tags: vec!["train".into()], signatures: vec![] };
    let text = message(&import_saved_model(&model("half_plus_two/tf2"), &options).err().unwrap());
    assert!(text.contains("no graph with tags 'train'") && text.contains("one of 'serve'"), "{text}");
}

#[test]
fn tf1_signatures_begin_at_the_tensor_they_name() {
    let module = import("half_plus_two/tf1", &["serving_default"]).unwrap().module;
    assert_eq!(
        ops(&module, "serving_default"),
        ["tf.Identity", "tf.Mul", "tf.Identity", "tf.Add", "tf.Identity", "func.return"]
    );
    let values = constants(&module, "serving_default");
    let value =
        |i: usize| f32::from_le_bytes(values[i].1.as_elements().unwrap().raw()[..].try_into().unwrap());
    assert_eq!((values[0].0.as_str(), value(0)), ("a", 0.5));
    assert_eq!((values[1].0.as_str(), value(1)), ("b", 2.0));
    // Those that parse examples are imported too; what becomes of them is not decided here.
    let module = import("half_plus_two/tf1", &[]).unwrap().module;
    assert!(ops(&module, "regress_x_to_y").contains(&"tf.ParseExample".to_owned()));
}

#[test]
fn tf2_signatures_are_expanded_down_to_their_operations() {
    let module = import("half_plus_two/tf2", &["serving_default"]).unwrap().module;
    assert_eq!(
        ops(&module, "serving_default"),
        ["tf.Mul", "tf.AddV2", "tf.Identity", "tf.Identity", "func.return"]
    );
    // The default of the argument is no constant: the signature feeds it.
    assert_eq!(names(&module, "serving_default", "arg_attrs"), ["x"]);
    assert_eq!(module.ops().count(), 1, "no initializer: the signature uses no table");
}

#[test]
fn partitioned_variables_are_read_part_by_part() {
    let module = import("tf1_partitioned", &[]).unwrap().module;
    let values = constants(&module, "serving_default");
    let first = |name: &str| {
        let (_, attr) = values.iter().find(|(n, _)| n == name).unwrap();
        let data = attr.as_elements().unwrap().raw().clone();
        (f32::from_le_bytes(data[..4].try_into().unwrap()), data.len())
    };
    assert_eq!((first("m/w/part_0"), first("m/w/part_1"), first("b")), ((0.0, 48), (3.0, 48), (0.5, 24)));
}

#[test]
fn the_keyword_model_is_all_operations_and_constants() {
    let imported = import("mlperf_kws_dscnn/saved_model", &[]).unwrap();
    let names = ops(&imported.module, "serving_default");
    let count = |name: &str| names.iter().filter(|n| *n == name).count();
    assert_eq!((count("tf.Conv2D"), count("tf.DepthwiseConv2dNative")), (5, 4));
    assert_eq!((count("tf.FusedBatchNormV3"), count("tf.MatMul"), count("tf.ReadVariableOp")), (9, 1, 0));
    let (_, body) = function(&imported.module, "serving_default");
    let conv = body.ops_in(body.entry().unwrap()).find(|op| body.name(*op).as_str() == "tf.Conv2D").unwrap();
    assert!(body.attr(conv, "strides").is_some() && body.attr(conv, "data_format").is_some());
    assert!(body.attr(conv, "T").is_none() && body.attr(conv, "_output_shapes").is_none());
}

#[test]
fn missing_weights_are_named() {
    let text = import("savedmodel_without_weights", &[]).err().unwrap();
    assert!(text.contains("variables/variables.data-00000-of-00001"), "{text}");
}

/// A copy of a model with one change.
fn changed(name: &str, change: impl FnOnce(&Path)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let from = model(name);
    fs::create_dir(dir.path().join("variables")).unwrap();
    for file in ["saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"] {
        fs::copy(from.join(file), dir.path().join(file)).unwrap();
    }
    change(dir.path());
    message(&import_saved_model(dir.path(), &ImportOptions::default()).err().expect("the change is noticed"))
}

#[test]
fn damage_is_refused_with_what_to_do() {
    let name = "two_signatures_shared_weight";
    let text = changed(name, |dir| fs::remove_file(dir.join("saved_model.pb")).unwrap());
    assert!(text.contains("holds no saved_model.pb"), "{text}");
    let text = changed(name, |dir| fs::write(dir.join("saved_model.pb"), b"not a model").unwrap());
    assert!(text.contains("not a valid SavedModel"), "{text}");
    let text = changed(name, |dir| fs::write(dir.join("saved_model.pb"), b"").unwrap());
    assert!(text.contains("holds no graph"), "{text}");
    let text = changed(name, |dir| fs::remove_dir_all(dir.join("variables")).unwrap());
    assert!(text.contains("there is no variables/variables.index"), "{text}");
    let shard = "variables/variables.data-00000-of-00001";
    let text = changed(name, |dir| {
        let mut data = fs::read(dir.join(shard)).unwrap();
        data[3] ^= 1;
        fs::write(dir.join(shard), data).unwrap();
    });
    assert!(text.contains("wrong checksum"), "{text}");
    let text = changed(name, |dir| {
        let data = fs::read(dir.join(shard)).unwrap();
        fs::write(dir.join(shard), &data[..10]).unwrap();
    });
    assert!(text.contains("has only 10 bytes"), "{text}");
    let text = changed(name, |dir| {
        let other = model("tf1_partitioned/variables");
        fs::copy(other.join("variables.index"), dir.join("variables/variables.index")).unwrap();
    });
    assert!(text.contains("the checkpoint has no tensor"), "{text}");
}

#[test]
fn variables_that_change_stay_variables() {
    let module = import("variables", &["count"]).unwrap().module;
    let all = [
        "tf.VarHandleOp",
        "tf.AssignAddVariableOp",
        "tf.ReadVariableOp",
        "tf.Identity",
        "tf.Identity",
        "func.return",
    ];
    assert_eq!(ops(&module, "count"), all);
    assert_eq!(ops(&module, "restore_variables"), ["tf.VarHandleOp", "tf.AssignVariableOp", "func.return"]);
    let (name, value) = &constants(&module, "restore_variables")[0];
    assert_eq!((name.as_str(), &value.as_elements().unwrap().raw()[..]), ("total", &10f32.to_le_bytes()[..]));
    let init = module.ops_named("tf_saved_model.session_initializer").next().unwrap();
    let symbols = module.body().attr(init, "initializers").unwrap().as_array().unwrap().to_vec();
    assert_eq!(symbols, [Attr::symbol("restore_variables")]);
    // A signature that leaves it alone needs no initializer.
    assert_eq!(import("variables", &["embed"]).unwrap().module.ops().count(), 1);
}

#[test]
fn rows_of_a_constant_variable_are_gathered() {
    let module = import("variables", &["embed"]).unwrap().module;
    assert!(ops(&module, "embed").contains(&"tf.GatherV2".to_owned()));
    assert_eq!(
        constants(&module, "embed").iter().map(|(n, _)| n.as_str()).filter(|n| *n == "table").count(),
        1
    );
}

#[test]
fn loops_read_constant_variables_inside() {
    let module = import("variables", &["loop"]).unwrap().module;
    let names = ops(&module, "loop");
    assert!(names.contains(&"tf.While".to_owned()) && names.contains(&"tf.If".to_owned()), "{names:?}");
    let private: Vec<String> =
        module.ops().filter_map(|op| tfl_ir::symbol_name(module.body(), op)).map(|n| n.to_string()).collect();
    assert_eq!(private.len(), 5, "{private:?}");
    let body = private.iter().find(|n| n.contains("while_body")).unwrap();
    assert!(constants(&module, body).iter().any(|(name, _)| name == "step_size"));
    // The handle is neither operand nor result any more.
    let (_, main) = function(&module, "loop");
    let loop_op =
        main.ops_in(main.entry().unwrap()).find(|op| main.name(*op).as_str() == "tf.While").unwrap();
    assert_eq!((main.num_operands(loop_op), main.num_results(loop_op)), (5, 5));
    let (_, body) = function(&module, body);
    assert_eq!(body.block_args(body.entry().unwrap()).len(), 5);
    let end = body.last_op(body.entry().unwrap()).unwrap();
    assert_eq!(body.num_operands(end), 5);
}

#[test]
fn every_imported_module_is_valid() {
    for name in [
        "two_signatures_shared_weight",
        "half_plus_two/tf1",
        "half_plus_two/tf2",
        "tf1_partitioned",
        "tf1_regression/saved_model",
        "mlperf_kws_dscnn/saved_model",
        "variables",
    ] {
        let module = import(name, &[]).unwrap().module;
        let options = VerifyOptions { allow_unregistered: true };
        let verdict = verify_module(&module, options);
        assert!(verdict.is_ok(), "{name}: {verdict:?}");
    }
}
