//! Sessions over modules built by hand: control flow, state, limits, refusals.

use tfl_ir::types::UniformQuant;
use tfl_ir::{Block, DenseElements, Dict, Dim, Ident, OpState, TypeKind, Value};

use super::*;
use crate::DType;

/// Adds a function to `module` whose block `fill` fills; `fill` returns the values to return.
fn function(
    module: &mut Module,
    name: &str,
    inputs: &[Type],
    fill: impl FnOnce(&mut Body, Block, &[Value]) -> Vec<Value>,
) {
    let mut body = Body::new(1);
    let block = body.append_block(body.root_regions()[0]);
    let args: Vec<Value> = inputs.iter().map(|&ty| body.add_block_arg(block, ty, Loc::UNKNOWN)).collect();
    let results = fill(&mut body, block, &args);
    let types: Vec<Type> = results.iter().map(|&value| body.ty(value)).collect();
    body.append_new(block, OpState::new("func.return", Loc::UNKNOWN).operands(results));
    module.push(
        OpState::new("func.func", Loc::name(name))
            .attr("sym_name", Attr::str(name))
            .attr("function_type", Attr::Type(Type::function(inputs, &types)))
            .nested(body),
    );
}

fn new_module() -> Module {
    tfl_dialects::register_all();
    tfl_ir::register_dialect(&crate::CHECK);
    Module::new(Loc::UNKNOWN)
}

/// Appends an op with one result.
fn op(body: &mut Body, block: Block, name: &str, operands: &[Value], ty: Type) -> Value {
    attr_op(body, block, name, operands, ty, &[])
}

fn attr_op(
    body: &mut Body,
    block: Block,
    name: &str,
    operands: &[Value],
    ty: Type,
    attrs: &[(&str, Attr)],
) -> Value {
    let state = OpState::new(name, Loc::name(name))
        .operands(operands.iter().copied())
        .results([ty])
        .with_attrs(attrs.iter().map(|(name, attr)| (Ident::new(name), attr.clone())));
    let op = body.append_new(block, state);
    body.result(op, 0).unwrap()
}

fn constant(body: &mut Body, block: Block, elements: DenseElements) -> Value {
    let ty = elements.ty();
    attr_op(body, block, "arith.constant", &[], ty, &[("value", Attr::elements(elements))])
}

fn f32s(dims: &[u64]) -> Type {
    Type::static_tensor(dims, Type::f32())
}

fn i32s(dims: &[u64]) -> Type {
    Type::static_tensor(dims, Type::i32())
}

fn session(module: &Module) -> Session {
    Session::new(module, "main", Options::default()).unwrap()
}

fn error(result: Result<impl Sized, Diagnostic>) -> Diagnostic {
    result.err().expect("an error")
}

/// A loop over `i`, `sum` that adds a captured value to `sum` while `i < limit`.
fn summing_loop(limit: i32) -> Module {
    let mut module = new_module();
    function(&mut module, "main", &[i32s(&[])], |body, block, args| {
        let zero = constant(body, block, DenseElements::from_i32(&[], &[0]).unwrap());
        let one = constant(body, block, DenseElements::from_i32(&[], &[1]).unwrap());
        let doubled = op(body, block, "tfl.add", &[args[0], args[0]], i32s(&[]));
        let state = OpState::new("tfl.while", Loc::name("loop"))
            .operands([zero, zero])
            .results([i32s(&[]), i32s(&[])])
            .regions(2);
        let while_op = body.append_new(block, state);
        for index in 0..2 {
            let region = body.op_regions(while_op)[index];
            let inner = body.append_block(region);
            let i = body.add_block_arg(inner, i32s(&[]), Loc::UNKNOWN);
            let sum = body.add_block_arg(inner, i32s(&[]), Loc::UNKNOWN);
            let yielded = if index == 0 {
                let limit = constant(body, inner, DenseElements::from_i32(&[], &[limit]).unwrap());
                vec![op(body, inner, "tfl.less", &[i, limit], Type::static_tensor(&[], Type::i1()))]
            } else {
                let next = op(body, inner, "tfl.add", &[i, one], i32s(&[]));
                vec![next, op(body, inner, "tfl.add", &[sum, doubled], i32s(&[]))]
            };
            body.append_new(inner, OpState::new("tfl.yield", Loc::UNKNOWN).operands(yielded));
        }
        body.results(while_op).collect()
    });
    module
}

#[test]
fn a_loop_carries_values_and_captures_others() {
    let module = summing_loop(5);
    let mut session = session(&module);
    for x in [3, -4] {
        let out = session.run(&[Tensor::scalar(x)]).unwrap();
        assert_eq!(out, [Tensor::scalar(5i32), Tensor::scalar(10 * x)]);
    }
}

#[test]
fn a_loop_without_end_is_stopped() {
    let module = summing_loop(i32::MAX);
    let options = Options { budget: Budget { max_iterations: 1000, ..Budget::default() } };
    let mut session = Session::new(&module, "main", options).unwrap();
    let found = error(session.run(&[Tensor::scalar(0i32)]));
    assert!(found.message.starts_with("tfl.while: the run made more than 1000"), "{found}");
    assert!(found.hint.is_some());
}

#[test]
fn branches_run_one_side() {
    let mut module = new_module();
    function(&mut module, "then", &[f32s(&[])], |body, block, args| {
        vec![op(body, block, "tfl.neg", args, f32s(&[]))]
    });
    function(&mut module, "main", &[Type::static_tensor(&[], Type::i1()), f32s(&[])], |body, block, args| {
        let state = OpState::new("tfl.if", Loc::UNKNOWN).operands([args[0]]).results([f32s(&[])]).regions(2);
        let if_op = body.append_new(block, state);
        let [then, otherwise] = [body.op_regions(if_op)[0], body.op_regions(if_op)[1]];
        let inner = body.append_block(then);
        let call =
            attr_op(body, inner, "func.call", &args[1..], f32s(&[]), &[("callee", Attr::symbol("then"))]);
        body.append_new(inner, OpState::new("tfl.yield", Loc::UNKNOWN).operands([call]));
        let inner = body.append_block(otherwise);
        body.append_new(inner, OpState::new("tfl.yield", Loc::UNKNOWN).operands([args[1]]));
        body.results(if_op).collect()
    });
    let mut session = session(&module);
    let run = |session: &mut Session, c: bool| {
        session.run(&[Tensor::scalar(c), Tensor::scalar(2f32)]).unwrap().remove(0)
    };
    assert_eq!(run(&mut session, true), Tensor::scalar(-2f32));
    assert_eq!(run(&mut session, false), Tensor::scalar(2f32));
}

/// Branches inside branches; the innermost hands out the argument.
fn nested_branches(levels: usize) -> Module {
    let mut module = new_module();
    function(&mut module, "main", &[Type::static_tensor(&[], Type::i1())], |body, block, args| {
        let boolean = Type::static_tensor(&[], Type::i1());
        let (mut blocks, mut ops) = (vec![block], Vec::new());
        for _ in 0..levels {
            let around = blocks[blocks.len() - 1];
            let state =
                OpState::new("tfl.if", Loc::UNKNOWN).operands([args[0]]).results([boolean]).regions(2);
            let branch = body.append_new(around, state);
            let [then, otherwise] = [body.op_regions(branch)[0], body.op_regions(branch)[1]];
            let other = body.append_block(otherwise);
            body.append_new(other, OpState::new("tfl.yield", Loc::UNKNOWN).operands([args[0]]));
            blocks.push(body.append_block(then));
            ops.push(branch);
        }
        let mut value = args[0];
        for (&inner, &branch) in blocks.iter().skip(1).zip(&ops).rev() {
            body.append_new(inner, OpState::new("tfl.yield", Loc::UNKNOWN).operands([value]));
            value = body.result(branch, 0).unwrap();
        }
        vec![value]
    });
    module
}

#[test]
fn deep_nesting_is_planned_and_limited() {
    let mut session = session(&nested_branches(100));
    assert_eq!(session.run(&[Tensor::scalar(true)]).unwrap(), [Tensor::scalar(true)]);
    let mut deep = self::session(&nested_branches(250));
    assert!(error(deep.run(&[Tensor::scalar(true)])).message.contains("nested more than 128 deep"));
    let found = error(Session::new(&nested_branches(300), "main", Options::default()));
    assert!(found.message.contains("nested more than 256 deep"), "{found}");
}

#[test]
fn a_function_that_calls_itself_is_refused() {
    let mut module = new_module();
    for (name, callee) in [("main", "other"), ("other", "main")] {
        function(&mut module, name, &[f32s(&[])], |body, block, args| {
            vec![attr_op(body, block, "func.call", args, f32s(&[]), &[("callee", Attr::symbol(callee))])]
        });
    }
    let found = error(Session::new(&module, "main", Options::default()));
    assert!(found.message.contains("calls itself"), "{found}");
}

#[test]
fn calls_that_double_forty_times_are_stopped() {
    let mut module = new_module();
    for level in 0..40 {
        let name = if level == 0 { "main".to_owned() } else { format!("f{level}") };
        function(&mut module, &name, &[f32s(&[])], |body, block, args| {
            if level == 39 {
                return args.to_vec();
            }
            let callee = Attr::symbol(&format!("f{}", level + 1));
            let once = attr_op(body, block, "func.call", args, f32s(&[]), &[("callee", callee.clone())]);
            vec![attr_op(body, block, "func.call", &[once], f32s(&[]), &[("callee", callee)])]
        });
    }
    let options = Options { budget: Budget { max_iterations: 10_000, ..Budget::default() } };
    let mut session = Session::new(&module, "main", options).unwrap();
    let found = error(session.run(&[Tensor::scalar(0f32)]));
    assert!(found.message.contains("10000 loop iterations and calls"), "{found}");
}

#[test]
fn a_chain_of_many_operators_neither_recurses_nor_keeps_values() {
    let mut module = new_module();
    function(&mut module, "main", &[f32s(&[1000])], |body, block, args| {
        let mut value = args[0];
        for _ in 0..50_000 {
            value = op(body, block, "tfl.neg", &[value], f32s(&[1000]));
        }
        vec![value]
    });
    // Two tensors of 4000 bytes are alive at a time.
    let options = Options { budget: Budget { max_bytes: 9000, ..Budget::default() } };
    let mut session = Session::new(&module, "main", options).unwrap();
    let input = Tensor::new(&[1000], vec![1.5f32; 1000]).unwrap();
    assert_eq!(session.run(std::slice::from_ref(&input)).unwrap(), [input]);
}

#[test]
fn results_over_the_memory_limit_are_refused() {
    let mut module = new_module();
    let shape = Type::tensor(&[Dim::Dynamic], Type::i32());
    function(&mut module, "main", &[shape], |body, block, args| {
        let value = constant(body, block, DenseElements::from_f32(&[], &[0.5]).unwrap());
        vec![op(body, block, "tfl.fill", &[args[0], value], Type::unranked_tensor(Type::f32()))]
    });
    let mut session = session(&module);
    let mut run = |dims: &[i32]| session.run(&[Tensor::new(&[dims.len()], dims.to_vec()).unwrap()]);
    assert_eq!(run(&[2, 3]).unwrap()[0].shape(), [2, 3]);
    for dims in [&[1 << 20, 1 << 10][..], &[i32::MAX; 3]] {
        let found = error(run(dims));
        assert!(found.message.starts_with("tfl.fill: "), "{found}");
    }
    assert!(error(run(&[-1])).message.contains("-1"));
}

#[test]
fn inputs_are_checked_at_the_door() {
    let mut module = new_module();
    let ty = Type::tensor(&[Dim::Dynamic, Dim::Static(2)], Type::f32());
    function(&mut module, "main", &[ty], |_, _, args| args.to_vec());
    let mut session = session(&module);
    assert!(session.run(&[Tensor::new(&[3, 2], vec![0f32; 6]).unwrap()]).is_ok());
    for bad in [
        Tensor::new(&[2, 3], vec![0f32; 6]).unwrap(),
        Tensor::new(&[2], vec![0f32; 2]).unwrap(),
        Tensor::new(&[1, 2], vec![0i32; 2]).unwrap(),
    ] {
        let found = error(session.run(&[bad]));
        assert!(found.message.starts_with("input \"arg0\" is "), "{found}");
    }
    assert!(error(session.run(&[])).message.contains("takes 1 inputs, found 0"));
    assert!(Session::new(&module, "nothing", Options::default()).is_err());
}

#[test]
fn variables_keep_their_values_between_runs() {
    let mut module = new_module();
    let handle = Type::static_tensor(&[], DType::Resource.ir_type());
    let name = [("container", Attr::str("")), ("shared_name", Attr::str("v"))];
    function(&mut module, "main", &[f32s(&[2])], |body, block, args| {
        let variable = attr_op(body, block, "tfl.var_handle", &[], handle, &name);
        let old = op(body, block, "tfl.read_variable", &[variable], f32s(&[2]));
        let new = op(body, block, "tfl.add", &[old, args[0]], f32s(&[2]));
        let state = OpState::new("tfl.assign_variable", Loc::UNKNOWN).operands([variable, new]);
        body.append_new(block, state);
        vec![new]
    });
    let mut session = session(&module);
    let input = Tensor::new(&[2], vec![1f32, 2.0]).unwrap();
    let run = |session: &mut Session| session.run(std::slice::from_ref(&input)).unwrap().remove(0);
    assert_eq!(run(&mut session).as_slice::<f32>(), Some(&[1.0, 2.0][..]));
    assert_eq!(run(&mut session).as_slice::<f32>(), Some(&[2.0, 4.0][..]));
    session.reset();
    assert_eq!(run(&mut session).as_slice::<f32>(), Some(&[1.0, 2.0][..]));
}

#[test]
fn a_declared_shape_that_differs_is_refused() {
    let mut module = new_module();
    function(&mut module, "main", &[f32s(&[2])], |body, block, args| {
        vec![op(body, block, "tfl.neg", args, f32s(&[3]))]
    });
    let found = error(session(&module).run(&[Tensor::new(&[2], vec![0f32; 2]).unwrap()]));
    assert_eq!(found.message, "tfl.neg: result 0 is f32[2], expected shape [3]");
    assert_eq!(found.loc.first_name(), Some("tfl.neg"));
}

#[test]
fn quantized_constants_are_read_as_their_result_type_says() {
    let mut module = new_module();
    let mut quant = UniformQuant::per_tensor(Type::int(8), Type::f32(), 0.5, 3);
    (quant.signed, quant.min, quant.max) = (false, 0, 255);
    let ty = Type::static_tensor(&[2], Type::new(TypeKind::UniformQuant(quant)));
    function(&mut module, "main", &[], |body, block, _| {
        let stored = DenseElements::new(Type::static_tensor(&[2], Type::int(8)), vec![255u8, 3].into());
        let attrs = [("qtype", Attr::Type(ty)), ("value", Attr::elements(stored.unwrap()))];
        let q = attr_op(body, block, "tfl.pseudo_qconst", &[], ty, &attrs);
        vec![op(body, block, "tfl.dequantize", &[q], f32s(&[2]))]
    });
    let out = session(&module).run(&[]).unwrap();
    assert_eq!(out[0].as_slice::<f32>(), Some(&[126.0, 0.0][..]));
}

#[test]
fn names_come_from_the_entry_function_attribute() {
    let mut module = new_module();
    function(&mut module, "main", &[f32s(&[])], |_, _, args| args.to_vec());
    let op = module.lookup("main").unwrap();
    let names = Dict::of([("inputs", Attr::str("x")), ("outputs", Attr::str("y"))]);
    module.body_mut().set_attr(op, "tf.entry_function", Attr::Dict(names));
    let session = session(&module);
    assert_eq!((&*session.inputs()[0].name, &*session.outputs()[0].name), ("x", "y"));
}

#[test]
fn operators_without_a_kernel_are_refused_when_planned() {
    let mut module = new_module();
    function(&mut module, "main", &[f32s(&[])], |body, block, args| {
        let code = [("custom_code", Attr::str("Mine"))];
        vec![attr_op(body, block, "tfl.custom", args, f32s(&[]), &code)]
    });
    let found = error(Session::new(&module, "main", Options::default()));
    assert_eq!(found.message, "tfl.custom: the interpreter has no kernel for the custom operator \"Mine\"");
}

#[test]
fn constant_ops_fold() {
    let mut module = new_module();
    function(&mut module, "main", &[f32s(&[2])], |body, block, args| {
        let sum = attr_op(
            body,
            block,
            "tfl.add",
            &[args[0], args[0]],
            f32s(&[2]),
            &[("fused_activation_function", Attr::str("RELU"))],
        );
        vec![sum]
    });
    let body = module.body();
    let body = body.nested(module.lookup("main").unwrap()).unwrap();
    let add = body.ops_in(body.entry().unwrap()).next().unwrap();
    let value = Attr::elements(DenseElements::from_f32(&[2], &[1.0, -2.0]).unwrap());
    let folded = crate::fold_op(body, add, &[Some(&value), Some(&value)], &Budget::default()).unwrap();
    assert_eq!(folded, [Attr::elements(DenseElements::from_f32(&[2], &[2.0, 0.0]).unwrap())]);
    assert!(crate::fold_op(body, add, &[Some(&value), None], &Budget::default()).is_none());
    let tight = Budget { max_bytes: 4, ..Budget::default() };
    assert!(crate::fold_op(body, add, &[Some(&value), Some(&value)], &tight).is_none());
}

#[test]
fn checks_pass_fail_and_expect_errors() {
    let build = |expected: f32, wanted: Option<&str>| {
        let mut module = new_module();
        function(&mut module, "main", &[], |body, block, _| {
            let x = constant(body, block, DenseElements::from_f32(&[1], &[1.0]).unwrap());
            let y = op(body, block, "tfl.neg", &[x], f32s(&[1]));
            let expected = constant(body, block, DenseElements::from_f32(&[1], &[expected]).unwrap());
            let state = OpState::new("check.expect_eq", Loc::UNKNOWN).operands([y, expected]);
            body.append_new(block, state);
            Vec::new()
        });
        let op = module.lookup("main").unwrap();
        if let Some(wanted) = wanted {
            module.body_mut().set_attr(op, "check.expect_error", Attr::str(wanted));
        }
        crate::run_checks(&module, Options::default()).map_err(|errors| errors[0].message.clone())
    };
    assert_eq!(build(-1.0, None), Ok(1));
    let text = "check.expect_eq: element 0 differs: found f32[1] [-1.0], expected f32[1] [1.0]";
    assert_eq!(build(1.0, None), Err(text.to_owned()));
    assert_eq!(build(1.0, Some("element 0 differs")), Ok(1));
    assert!(build(-1.0, Some("element 0 differs")).is_err());
    assert!(build(1.0, Some("another reason")).is_err());
    assert!(crate::run_checks(&new_module(), Options::default()).is_err());
}
