use std::time::Instant;

use prost::Message;
use tfl_ir::Body;

use super::*;
use crate::proto::attr_value::{ListValue, Value};
use crate::proto::tensor_shape_proto::Dim as ProtoDim;
use crate::proto::{
    AttrValue, FunctionDef, FunctionDefLibrary, NameAttrList, NodeDef, OpDef, TensorProto, op_def::ArgDef,
};

const F32: Value = Value::Type(1);
const I32: Value = Value::Type(3);
const BOOL: Value = Value::Type(10);

fn node(name: &str, op: &str, inputs: &[&str], attrs: &[(&str, Value)]) -> NodeDef {
    let attr = attrs.iter().map(|(k, v)| ((*k).to_owned(), AttrValue { value: Some(v.clone()) })).collect();
    let input = inputs.iter().map(|i| (*i).to_owned()).collect();
    NodeDef { name: name.into(), op: op.into(), input, attr, ..Default::default() }
}

fn shape(dims: &[i64]) -> TensorShapeProto {
    TensorShapeProto { dim: dims.iter().map(|d| ProtoDim { size: *d }).collect(), unknown_rank: false }
}

fn placeholder(name: &str) -> NodeDef {
    node(name, "Placeholder", &[], &[("dtype", F32), ("shape", Value::Shape(Box::new(shape(&[-1, 2]))))])
}

fn constant(name: &str, dtype: Value, proto: TensorProto) -> NodeDef {
    let Value::Type(raw) = dtype else { panic!("a type") };
    let proto = TensorProto { dtype: raw, ..proto };
    node(name, "Const", &[], &[("dtype", Value::Type(raw)), ("value", Value::Tensor(Box::new(proto)))])
}

fn types(list: &[Value]) -> Value {
    let r#type = list.iter().map(|v| if let Value::Type(t) = v { *t } else { 0 }).collect();
    Value::List(Box::new(ListValue { r#type, ..Default::default() }))
}

fn func(name: &str) -> Value {
    Value::Func(Box::new(NameAttrList { name: name.into(), ..Default::default() }))
}

fn call(name: &str, function: &str, inputs: &[&str]) -> NodeDef {
    let ins = vec![F32; inputs.len()];
    node(
        name,
        "PartitionedCall",
        inputs,
        &[("Tin", types(&ins)), ("Tout", types(&[F32])), ("f", func(function))],
    )
}

/// A function of floats with one result called `out`.
fn function(name: &str, args: &[&str], nodes: Vec<NodeDef>, ret: &str) -> FunctionDef {
    let arg = |name: &str| ArgDef { name: name.into(), r#type: 1, ..Default::default() };
    let signature = OpDef {
        name: name.into(),
        input_arg: args.iter().map(|a| arg(a)).collect(),
        output_arg: vec![arg("out")],
        ..Default::default()
    };
    let ret = [("out".to_owned(), ret.to_owned())].into();
    FunctionDef { signature: Some(signature), node_def: nodes, ret, ..Default::default() }
}

fn graph(node: Vec<NodeDef>, function: Vec<FunctionDef>) -> GraphDef {
    let function = function.iter().map(|f| Bytes::from(f.encode_to_vec())).collect();
    GraphDef { node, library: Some(FunctionDefLibrary { function }), versions: None }
}

fn import_def(graph: &GraphDef, inputs: &[&str], outputs: &[&str]) -> Result<Module> {
    let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
    let options = GraphOptions { inputs: owned(inputs), outputs: owned(outputs), ..Default::default() };
    import(Bytes::from(graph.encode_to_vec()), Path::new("g.pb"), &options)
}

fn refusal(graph: &GraphDef) -> String {
    import_def(graph, &[], &["y"]).expect_err("the graph is refused").to_string()
}

fn ops(module: &Module, function: &str) -> Vec<String> {
    let body = body(module, function);
    body.ops_in(body.entry().unwrap()).map(|op| body.name(op).to_string()).collect()
}

fn body<'m>(module: &'m Module, function: &str) -> &'m Body {
    module.body().nested(module.lookup(function).unwrap()).unwrap()
}

fn args(module: &Module, function: &str) -> Vec<Type> {
    let body = body(module, function);
    body.block_arg_types(body.entry().unwrap())
}

#[test]
fn placeholders_and_the_unused_node_are_found() {
    let g = graph(
        vec![
            placeholder("a"),
            placeholder("b"),
            placeholder("unused"),
            node("y", "AddV2", &["b", "a"], &[("T", F32)]),
        ],
        vec![],
    );
    let module = import_def(&g, &[], &[]).unwrap();
    assert_eq!(ops(&module, "main"), ["tf.AddV2", "func.return"]);
    assert_eq!(args(&module, "main"), vec![Type::tensor(&[Dim::Dynamic, Dim::Static(2)], Type::f32()); 2]);
    let entry = module.body().attr(module.lookup("main").unwrap(), "tf.entry_function").unwrap().clone();
    assert_eq!(entry.as_dict().unwrap().get("inputs").unwrap().as_str(), Some("a,b"));
    // Names with an output, and any tensor as an input.
    let module = import_def(&g, &["b:0", "a:0"], &["y:0"]).unwrap();
    assert_eq!(ops(&module, "main").len(), 2);
    let module = import_def(&g, &["y"], &["y"]).unwrap();
    assert_eq!(ops(&module, "main"), ["func.return"]);
}

#[test]
fn several_possible_outputs_are_listed() {
    let relu = |name| node(name, "Relu", &["a"], &[("T", F32)]);
    let g = graph(vec![placeholder("a"), relu("y1"), relu("y2")], vec![]);
    let text = import_def(&g, &[], &[]).unwrap_err().to_string();
    assert!(text.contains("2 possible outputs") && text.contains("'y1', 'y2'"), "{text}");
    assert!(text.contains("--output-arrays"), "{text}");
    let text = import_def(&g, &[], &["y3"]).unwrap_err().to_string();
    assert!(text.contains("no node 'y3'") && text.contains("did you mean 'y1'?"), "{text}");
}

#[test]
fn shapes_and_types_can_be_given() {
    let g = graph(vec![placeholder("a"), node("y", "Relu", &["a"], &[("T", F32)])], vec![]);
    let mut options = GraphOptions { input_shapes: vec![Some(vec![1, -1, 3])], ..Default::default() };
    let module = import_graph(&g, &options).unwrap();
    assert_eq!(args(&module, "main")[0].dims().unwrap().len(), 3);
    options.input_dtypes = vec![Some("DT_INT8".into())];
    let text = import_graph(&g, &options).unwrap_err().to_string();
    assert!(text.contains("operand 0 of Relu is int8") && text.contains("expected: float32"), "{text}");
    options.input_dtypes = vec![Some("float33".into())];
    assert!(import_graph(&g, &options).unwrap_err().to_string().contains("unknown element type 'float33'"));
    options.input_dtypes = vec![None, None];
    assert!(import_graph(&g, &options).unwrap_err().to_string().contains("for 1 inputs"));
}

#[test]
fn calls_are_expanded_where_they_stand() {
    let double =
        function("double", &["v"], vec![node("sum", "AddV2", &["v", "v"], &[("T", F32)])], "sum:z:0");
    let twice = function(
        "twice",
        &["v"],
        vec![call("c1", "double", &["v"]), call("c2", "double", &["c1:output:0"])],
        "c2:output:0",
    );
    let g = graph(vec![placeholder("a"), call("y", "twice", &["a"])], vec![double, twice]);
    let module = import_def(&g, &[], &[]).unwrap();
    assert_eq!(ops(&module, "main"), ["tf.AddV2", "tf.AddV2", "func.return"]);
    assert_eq!(module.ops().count(), 1);
}

#[test]
fn functions_that_call_themselves_are_refused_by_name() {
    let f = function("f", &["v"], vec![call("c", "g", &["v"])], "c:output:0");
    let g = function("g", &["v"], vec![call("c", "f", &["v"])], "c:output:0");
    let text = refusal(&graph(vec![placeholder("a"), call("y", "f", &["a"])], vec![f, g]));
    assert!(text.contains("calls itself: 'f' → 'g' → 'f'"), "{text}");
    let text = refusal(&graph(vec![placeholder("a"), call("y", "nothing", &["a"])], vec![]));
    assert!(text.contains("no function 'nothing'"), "{text}");
}

#[test]
fn calls_that_double_are_refused_before_they_fill_memory() {
    let mut functions =
        vec![function("f0", &["v"], vec![node("r", "Relu", &["v"], &[("T", F32)])], "r:activations:0")];
    for i in 1..60 {
        let below = format!("f{}", i - 1);
        let calls = vec![call("a", &below, &["v"]), call("b", &below, &["a:output:0"])];
        functions.push(function(&format!("f{i}"), &["v"], calls, "b:output:0"));
    }
    let text = refusal(&graph(vec![placeholder("a"), call("y", "f59", &["a"])], functions));
    assert!(text.contains("expand to more than"), "{text}");
}

#[test]
fn calls_nested_too_deep_are_refused() {
    let mut functions =
        vec![function("f0", &["v"], vec![node("r", "Relu", &["v"], &[("T", F32)])], "r:activations:0")];
    for i in 1..1000 {
        functions.push(function(
            &format!("f{i}"),
            &["v"],
            vec![call("c", &format!("f{}", i - 1), &["v"])],
            "c:output:0",
        ));
    }
    let text = refusal(&graph(vec![placeholder("a"), call("y", "f999", &["a"])], functions));
    assert!(text.contains("more than 256 deep"), "{text}");
}

#[test]
fn long_chains_take_little_time_and_no_stack() {
    let mut nodes = vec![placeholder("n0")];
    nodes.extend(
        (1..100_000).map(|i| node(&format!("n{i}"), "Relu", &[&format!("n{}", i - 1)], &[("T", F32)])),
    );
    let start = Instant::now();
    let module = import_def(&graph(nodes, vec![]), &[], &[]).unwrap();
    assert_eq!(ops(&module, "main").len(), 100_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn broken_edges_are_refused() {
    let relu = |name, input: &str| node(name, "Relu", &[input], &[("T", F32)]);
    let y = |input: &str| graph(vec![placeholder("a"), relu("y", input)], vec![]);
    assert!(refusal(&y("nothing")).contains("no node 'nothing'"));
    assert!(refusal(&y("a:2147483648")).contains("output 2147483648 of 'a'"));
    assert!(refusal(&y("a:99999999999")).contains("does not name a tensor"));
    assert!(refusal(&y("")).contains("'' does not name a tensor"));
    assert!(refusal(&y("y")).contains("a node needs its own result"));
    assert!(
        refusal(&graph(vec![relu("x", "y"), relu("y", "x")], vec![])).contains("a node needs its own result")
    );
    assert!(
        refusal(&graph(vec![placeholder("y"), placeholder("y")], vec![]))
            .contains("two nodes are called 'y'")
    );
    assert!(refusal(&graph(vec![placeholder("")], vec![])).contains("has no name"));
    assert!(
        refusal(&graph(vec![placeholder("a"), node("y", "Relu", &["a", "a"], &[("T", F32)])], vec![]))
            .contains("Relu has 2 operands")
    );
    assert!(refusal(&graph(vec![], vec![])).contains("the graph has no nodes"));
}

#[test]
fn broken_nodes_are_refused() {
    let y = |node| graph(vec![placeholder("a"), node], vec![]);
    assert!(refusal(&y(node("y", "Relu", &["a"], &[]))).contains("'T' of Relu is missing"));
    assert!(
        refusal(&y(node("y", "Relu", &["a"], &[("T", Value::I(1))]))).contains("'T' of Relu is an integer")
    );
    assert!(
        refusal(&y(node("y", "Relu", &["a"], &[("T", Value::Type(999))])))
            .contains("element type number 999")
    );
    assert!(refusal(&y(node("y", "Relu", &["a"], &[("T", I32)]))).contains("operand 0 of Relu is float32"));
    assert!(refusal(&y(node("y", "Fancy", &["a"], &[]))).contains("unknown operator 'Fancy'"));
    assert!(refusal(&y(node("y", "Const", &[], &[("dtype", F32)]))).contains("a Const has no value"));
    let wrong = TensorProto { float_val: vec![1.0, 2.0], ..Default::default() };
    let text = refusal(&y(constant("y", F32, wrong)));
    assert!(text.contains("2 values") && text.contains("node 'y'") && text.contains("g.pb"), "{text}");
    let conv =
        node("y", "Conv2D", &["a", "a"], &[("T", F32), ("padding", Value::S(Bytes::from_static(b"SAME")))]);
    assert!(refusal(&y(conv)).contains("attribute 'strides' of Conv2D is missing"));
}

#[test]
fn what_a_frozen_graph_cannot_have_is_named() {
    let variable =
        node("v", "VariableV2", &[], &[("dtype", F32), ("shape", Value::Shape(Box::new(shape(&[2]))))]);
    let read = node("y", "Identity", &["v"], &[("T", F32)]);
    let text = refusal(&graph(vec![variable, read], vec![]));
    assert!(text.contains("not frozen: 'v' is a variable") && text.contains("freeze the graph"), "{text}");
    let switch = node("s", "Switch", &["a", "p"], &[("T", F32)]);
    let p = constant("p", BOOL, TensorProto::default());
    let text =
        refusal(&graph(vec![placeholder("a"), p, switch, node("y", "Relu", &["s"], &[("T", F32)])], vec![]));
    assert!(text.contains("TF1 control flow (Switch)") && text.contains("node 's'"), "{text}");
}

#[test]
fn loops_and_conditions_name_private_functions() {
    let cond = {
        let less = node("less", "Less", &["v", "v"], &[("T", F32)]);
        function("cond", &["v"], vec![less], "less:z:0")
    };
    let step = function("body", &["v"], vec![node("sum", "AddV2", &["v", "v"], &[("T", F32)])], "sum:z:0");
    let y = node(
        "y",
        "StatelessWhile",
        &["a"],
        &[("T", types(&[F32])), ("cond", func("cond")), ("body", func("body"))],
    );
    let module = import_def(&graph(vec![placeholder("a"), y], vec![cond, step.clone()]), &[], &[]).unwrap();
    assert_eq!(ops(&module, "main"), ["tf.While", "func.return"]);
    assert_eq!(
        (ops(&module, "cond"), ops(&module, "body").len()),
        (vec!["tf.Less".into(), "func.return".into()], 2)
    );
    let body = body(&module, "main");
    let op = body.first_op(body.entry().unwrap()).unwrap();
    assert_eq!(&**body.attr(op, "body").unwrap().as_symbol().unwrap(), "body");
    assert_eq!(body.attr(op, "is_stateless").unwrap().as_bool(), Some(true));
    assert_eq!(args(&module, "body"), [Type::unranked_tensor(Type::f32())]);

    // A condition whose branch is the function itself never ends.
    let if_node = |name: &str, function: &str, input: &str| {
        let attrs = [
            ("Tcond", F32),
            ("Tin", types(&[F32])),
            ("Tout", types(&[F32])),
            ("then_branch", func(function)),
            ("else_branch", func(function)),
        ];
        node(name, "If", &[input, input], &attrs)
    };
    let endless = function("endless", &["v"], vec![if_node("i", "endless", "v")], "i:output:0");
    let text = refusal(&graph(vec![placeholder("a"), if_node("y", "endless", "a")], vec![endless]));
    assert!(text.contains("'endless' calls itself through If or While"), "{text}");
}

#[test]
fn checks_and_prints_go_and_default_placeholders_give_way() {
    let yes = constant("yes", BOOL, TensorProto { bool_val: vec![true], ..Default::default() });
    let assert = node("assert", "Assert", &["yes"], &[("T", types(&[]))]);
    let scale = constant("scale", F32, TensorProto { float_val: vec![2.0], ..Default::default() });
    let optional = node(
        "opt",
        "PlaceholderWithDefault",
        &["scale"],
        &[("dtype", F32), ("shape", Value::Shape(Box::new(shape(&[]))))],
    );
    let y = node("y", "Mul", &["a", "opt", "^assert"], &[("T", F32)]);
    let g = graph(vec![placeholder("a"), yes, assert, scale, optional, y], vec![]);
    assert_eq!(ops(&import_def(&g, &[], &[]).unwrap(), "main"), ["tf.Const", "tf.Mul", "func.return"]);
    let module = import_def(&g, &["a", "opt"], &["y"]).unwrap();
    assert_eq!(ops(&module, "main"), ["tf.Mul", "func.return"]);
    let text = import_def(&g, &["opt"], &["y"]).unwrap_err().to_string();
    assert!(text.contains("placeholder 'a' is used but is no input"), "{text}");
}
