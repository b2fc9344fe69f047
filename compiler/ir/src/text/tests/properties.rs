//! What holds of all texts: writing what was read is a fixed point, numbers read back, and nothing that
//! is read panics.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::{PrintOptions, float_to_string, module_to_string};
use super::{ANY, Source, parse_module, print, read};
use crate::types::{FloatKind, UniformQuant};
use crate::{
    Attr, Block, Body, DenseElements, Dict, Dim, FloatAttr, Ident, Loc, LocKind, Module, OpState, Type,
    TypeKind, Value,
};

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z_][a-zA-Z0-9_$.]{0,6}", 1 => "\\PC{1,5}"]
}

fn scalar_type() -> impl Strategy<Value = Type> {
    prop_oneof![
        (1u32..70).prop_map(Type::int),
        (1u32..70).prop_map(Type::uint),
        Just(Type::index()),
        prop::sample::select(FloatKind::ALL.to_vec()).prop_map(Type::float),
        (any::<f64>(), -128i64..128).prop_map(|(scale, zero)| {
            Type::new(TypeKind::UniformQuant(UniformQuant::per_tensor(
                Type::int(8),
                Type::f32(),
                scale,
                zero,
            )))
        }),
        "[a-z]{1,5}".prop_map(|body| Type::dialect("tf_type", &body)),
    ]
}

fn ty() -> impl Strategy<Value = Type> {
    scalar_type().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (vec(prop_oneof![Just(Dim::Dynamic), (0u64..9).prop_map(Dim::Static)], 0..4), scalar_type())
                .prop_map(|(dims, elem)| Type::tensor(&dims, elem)),
            scalar_type().prop_map(Type::unranked_tensor),
            vec(inner.clone(), 0..3).prop_map(|types| Type::new(TypeKind::Tuple(types.into()))),
            (vec(inner.clone(), 0..3), vec(inner, 0..3)).prop_map(|(a, b)| Type::function(&a, &b)),
        ]
    })
}

fn dense() -> impl Strategy<Value = Attr> {
    let elem = prop::sample::select(vec![
        Type::i1(),
        Type::int(4),
        Type::int(8),
        Type::i32(),
        Type::uint(8),
        Type::f32(),
        Type::f64(),
        Type::float(FloatKind::BF16),
    ]);
    (elem, vec(0u64..6, 0..3), any::<u64>(), 0u32..4).prop_map(|(elem, dims, seed, kind)| {
        let count: u64 = dims.iter().product();
        let size = elem.elem_bytes().unwrap_or(1);
        let mut state = seed;
        let mut byte = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let mut data: Vec<u8> = (0..count as usize * size).map(|_| byte()).collect();
        match elem.int_width() {
            Some(1) => data.iter_mut().for_each(|b| *b &= 1),
            Some(4) => data.iter_mut().for_each(|b| *b = ((*b << 4) as i8 >> 4) as u8),
            _ if kind == 0 => data.fill(0),
            _ => {}
        }
        Attr::elements(DenseElements::new(Type::static_tensor(&dims, elem), data.into()).unwrap())
    })
}

fn loc() -> impl Strategy<Value = Loc> {
    let leaf = prop_oneof![
        Just(Loc::UNKNOWN),
        ("[a-z.]{1,4}", 0u32..9, 0u32..9).prop_map(|(file, line, col)| Loc::file(
            file.as_str().into(),
            line,
            col
        )),
        name().prop_map(|name| Loc::name(&name)),
    ];
    leaf.prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            (name(), inner.clone()).prop_map(|(name, child)| Loc::named(&name, child)),
            (inner.clone(), inner.clone())
                .prop_map(|(callee, caller)| Loc::new(LocKind::CallSite { callee, caller })),
            vec(inner, 1..3).prop_map(|locs| Loc::new(LocKind::Fused { meta: None, locs: locs.into() })),
        ]
    })
}

fn attr() -> impl Strategy<Value = Attr> {
    let leaf = prop_oneof![
        Just(Attr::Unit),
        any::<bool>().prop_map(Attr::bool),
        (
            any::<i64>(),
            prop::sample::select(vec![Type::i64(), Type::i32(), Type::uint(8), Type::index(), Type::int(3)])
        )
            .prop_map(|(value, ty)| Attr::int(value, ty)),
        any::<u32>().prop_map(|bits| Attr::Float(FloatAttr { bits: u64::from(bits), ty: Type::f32() })),
        any::<u64>().prop_map(|bits| Attr::Float(FloatAttr { bits, ty: Type::f64() })),
        vec(any::<u8>(), 0..6).prop_map(|bytes| Attr::Str(bytes.into())),
        name().prop_map(|name| Attr::symbol(&name)),
        ty().prop_map(Attr::Type),
        dense(),
        loc().prop_map(Attr::Loc),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![vec(inner.clone(), 0..4).prop_map(Attr::array), dict_of(inner).prop_map(Attr::Dict),]
    })
}

fn dict_of(values: impl Strategy<Value = Attr>) -> impl Strategy<Value = Dict> {
    vec((name(), values), 0..3)
        .prop_map(|entries| entries.into_iter().map(|(name, attr)| (Ident::new(&name), attr)).collect())
}

/// What one op is to be.
#[derive(Clone, Debug)]
struct Plan {
    uses: Vec<usize>,
    results: Vec<Type>,
    props: Dict,
    attrs: Dict,
    loc: Loc,
    regions: Vec<(Vec<Type>, Vec<Plan>)>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let flat = (vec(any::<usize>(), 0..3), vec(ty(), 0..4), dict_of(attr()), dict_of(attr()), loc())
        .prop_map(|(uses, results, props, attrs, loc)| Plan {
            uses,
            results,
            props,
            attrs,
            loc,
            regions: Vec::new(),
        });
    flat.prop_recursive(3, 12, 3, |inner| {
        (inner.clone(), vec((vec(ty(), 0..3), vec(inner, 1..3)), 0..3))
            .prop_map(|(plan, regions)| Plan { regions, ..plan })
    })
}

/// Makes the ops of `plans`; `known` are the values that they may use.
fn build(body: &mut Body, block: Block, plans: &[Plan], known: &mut Vec<Value>) {
    for plan in plans {
        let operands =
            plan.uses.iter().filter(|_| !known.is_empty()).map(|&index| known[index % known.len()]);
        let mut state =
            OpState::new("t.op", plan.loc.clone()).operands(operands).results(plan.results.clone());
        state.props = plan.props.clone();
        state.attrs = plan.attrs.clone();
        let op = body.append_new(block, state.regions(plan.regions.len()));
        for (region, (types, inner)) in body.op_regions(op).to_vec().into_iter().zip(&plan.regions) {
            let entry = body.append_block(region);
            let outside = known.len();
            for &ty in types {
                known.push(body.add_block_arg(entry, ty, plan.loc.clone()));
            }
            build(body, entry, inner, known);
            known.truncate(outside);
        }
        known.extend(body.results(op));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn writing_what_was_read_is_a_fixed_point(plans in vec(plan(), 0..4), generic: bool, debuginfo: bool) {
        let mut module = Module::default();
        let body = module.body_mut();
        let block = body.entry().unwrap();
        build(body, block, &plans, &mut Vec::new());
        let options = PrintOptions { generic, debuginfo, ..PrintOptions::default() };
        let once = module_to_string(&module, &options);
        let again = read(&once);
        prop_assert_eq!(module_to_string(&again, &options), once);
    }

    #[test]
    fn attributes_read_back(attr in attr()) {
        let text = attr.to_string();
        let again = super::super::parse_attr(&text);
        prop_assert_eq!(again.as_ref().map(ToString::to_string), Ok(text));
    }

    #[test]
    fn numbers_read_back(bits: u64, kind in prop::sample::select(vec![FloatKind::F64, FloatKind::F32, FloatKind::F16, FloatKind::BF16])) {
        let bits = bits >> (64 - kind.bits());
        let text = float_to_string(bits, kind);
        let again = super::super::parse_attr(&format!("{text} : {}", kind.name()));
        prop_assert_eq!(again, Ok(Attr::Float(FloatAttr { bits, ty: Type::float(kind) })), "{}", text);
    }

    #[test]
    fn broken_texts_do_not_panic(
        base in prop::sample::select(BASES.to_vec()),
        edits in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop_oneof![
            3 => prop::sample::select(TOKENS.to_vec()).prop_map(|token| token.as_bytes().to_vec()),
            1 => vec(any::<u8>(), 0..4),
        ]), 1..6),
    ) {
        let mut text = base.as_bytes().to_vec();
        for (from, to, with) in edits {
            let (a, b) = (from.index(text.len() + 1), to.index(text.len() + 1));
            let (a, b) = (a.min(b), a.max(b).min(a.min(b) + 8));
            text.splice(a..b, with);
        }
        match parse_module(&Source::new("t.mlir", &text), &ANY) {
            Ok(module) => {
                let once = print(&module);
                prop_assert_eq!(print(&read(&once)), once);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty() && errors.len() <= 20);
                for error in errors {
                    prop_assert!(!error.message.is_empty() && error.loc.first_file().is_some());
                }
            }
        }
    }
}

const TOKENS: [&str; 30] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "%0",
    "%x",
    "#0",
    ":",
    "->",
    "=",
    ",",
    "^bb1",
    "@f",
    "#a",
    "!t",
    "loc(",
    "dense<",
    "tensor<",
    "0x",
    "-",
    "{-#",
    "//",
    "\\",
    "x",
    "99999999999",
];

const BASES: [&str; 4] = [
    "module @m attributes {a = 1 : i32} {\n  %0:2 = \"t.a\"() <{p = [1, 2.0, \"s\"]}> : () -> (i32, tensor<4x?xf32>)\n  \"t.b\"(%0#1) ({\n  ^bb0(%x: i32):\n    \
     \"t.br\"(%x)[^bb1] : (i32) -> ()\n  ^bb1(%y: i32):\n    \"t.end\"() : () -> ()\n  }, {\n  }) {k} : (tensor<4x?xf32>) -> () loc(\"n\"(\"f\":1:2))\n}\n",
    "#a = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>\n!t = !quant.uniform<i8<-127:127>:f32:3, {5.000000e-01,2.500000e-01:1}>\n\"t.a\"() {a = #a, b = !t, c = #late} : () -> ()\n#late = {x = #a, y}\n",
    "\"t.a\"() {a = dense<\"0x00112233\"> : tensor<4xi8>, b = sparse<[[0, 0]], [1]> : tensor<1x1xi8>, c = array<i64: 1>, d = dense_resource<r> : tensor<1xi8>, \
     e = dense<[\"a\", \"b\"]> : tensor<2x!tf_type.string>, f = affine_map<(d0) -> (d0)>, g = @a::@b} : () -> ()\n{-#\n  dialect_resources: {\n    builtin: {\n      r: \"0x0100000005\"\n    }\n  }\n#-}\n",
    "\"t.a\"() {a = 1.0e-5 : f32, b = 0x7FC00000 : f32, c = dense<(1.0, 2.0)> : tensor<2xcomplex<f32>>, d = vector<[4]x2xf32>, e = memref<?xf32, 1>} : () -> () \
     loc(callsite(fused<\"m\">[\"a\", unknown] at \"f\":1:2 to 3:4)) // end\n",
];
