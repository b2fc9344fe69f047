//! Shape arithmetic, reduced to what is known.

use egg::Id;
use tfl_ir::{DenseElements, Dict, Dim, Type};

use super::layout::{first, kind, plain};
use super::sizes::{Size, dims_of, sizes_of};
use crate::eqsat::node::{Head, Node};
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, plain_props, rule};
use crate::eqsat::term::Term;

/// Ops that shapes are computed with.
const ARITHMETIC: &[&str] = &[
    "tfl.shape",
    "tfl.cast",
    "tfl.reshape",
    "tfl.squeeze",
    "tfl.expand_dims",
    "tfl.pack",
    "tfl.concatenation",
    "tfl.gather",
    "tfl.slice",
    "tfl.strided_slice",
    "tfl.reduce_prod",
    "tfl.mul",
    "tfl.add",
    "tfl.sub",
    "tfl.floor_div",
    "tfl.div",
];

/// How far a value of a wanted shape is looked for.
const MAX_LOOKED_AT: usize = 300;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Sizes that are known are a constant.
        "replace-known-sizes-by-constant", Bitwise;
        at: ARITHMETIC, examples: &["(tfl.shape ?x)"],
        make: known_sizes
    },
    rule! {
        /// A reshape to computed sizes of which at most one is unknown needs no arithmetic: that one is
        /// -1.
        "write-computed-sizes-of-reshape", Bitwise;
        at: &["tfl.reshape"], examples: &["(tfl.reshape ?x (tfl.shape ?y))"],
        make: sizes_of_reshape
    },
    rule! {
        /// A reshape, or a broadcast, to the shape that is there, however it is computed.
        "drop-reshape-to-own-shape", Bitwise;
        at: &["tfl.reshape", "tfl.broadcast_to"], examples: &["(tfl.reshape ?x (tfl.shape ?x))"],
        make: |site| {
            let input = site.operand(0)?;
            let sizes: Option<Vec<Size>> = sizes_of(site, site.operand(1)?)?.into_iter().collect();
            // The types agree, or the value would change its type.
            let same = sizes? == dims_of(site, input)? && site.ty(input) == site.ty(site.class);
            if same { site.equal(input.into(), []) } else { None }
        }
    },
    rule! {
        /// The shape of a value is that of the value that it is made of element by element, which is
        /// there earlier and may be all that is needed.
        "take-shape-of-origin", Bitwise;
        at: &["tfl.shape"], examples: &["(tfl.shape (tfl.relu ?x))"],
        make: |site| {
            let value = site.operand(0)?;
            let dims = dims_of(site, value)?;
            let origin = dims.iter().find_map(|size| size.dim()).map(|(id, _)| id)?;
            if origin == site.egraph.find(value) || dims_of(site, origin)? != dims {
                return None;
            }
            site.equal(shape_of(site, origin), [])
        }
    },
    rule! {
        /// Sizes that are put together are often the shape of a value that is there.
        "take-shape-of-other-value", Bitwise;
        at: &["tfl.pack", "tfl.concatenation"],
        examples: &[
            "(tfl.pack@p (tfl.strided_slice@a (tfl.shape ?x) #b #e #s) #k)",
            "(tfl.pack@p (tfl.strided_slice@a (tfl.shape ?x) #b #e #s) \
             (tfl.strided_slice@c (tfl.shape ?x) #d #f #t))",
        ],
        make: shape_of_other
    },
    rule! {
        /// Known sizes put in their places in a shape: a choice by a constant mask, in place of taking
        /// the shape apart.
        "choose-sizes-by-mask", Bitwise;
        at: &["tfl.pack", "tfl.concatenation"], examples: &["(tfl.pack@p (tfl.strided_slice@a (tfl.shape ?x) #b #e #s) #k)"],
        make: choose_sizes
    },
];

fn is_integer(site: &Site<'_>, elem: Type) -> bool {
    site.rank(site.class).is_some_and(|rank| rank <= 1) && (elem == Type::i32() || elem == Type::i64())
}

fn known_sizes(site: &Site<'_>) -> Option<Rewrite> {
    let elem = site.elem(site.class)?;
    if !is_integer(site, elem) || site.is_const(site.class) {
        return None;
    }
    let ints: Vec<i64> =
        sizes_of(site, site.class)?.into_iter().map(|size| size?.int()).collect::<Option<_>>()?;
    let dims: Vec<u64> = site.shape(site.class)?.into_iter().map(|size| size as u64).collect();
    if dims.iter().product::<u64>() != ints.len() as u64 {
        return None;
    }
    let elements = if elem == Type::i64() {
        let bytes: Vec<u8> = ints.iter().flat_map(|int| int.to_le_bytes()).collect();
        DenseElements::new(Type::static_tensor(&dims, elem), bytes.into()).ok()?
    } else {
        let ints: Vec<i32> = ints.into_iter().map(|int| i32::try_from(int).ok()).collect::<Option<_>>()?;
        DenseElements::from_i32(&dims, &ints).ok()?
    };
    site.equal(Term::constant(elements), [])
}

fn sizes_of_reshape(site: &Site<'_>) -> Option<Rewrite> {
    let shape = site.operand(1)?;
    if site.is_const(shape) {
        return None;
    }
    let sizes = sizes_of(site, shape)?;
    let ints: Vec<Option<i64>> = sizes.iter().map(|size| size.as_ref().and_then(Size::int)).collect();
    let unknown = ints.iter().filter(|int| int.is_none_or(|int| int < 0)).count();
    if unknown > 1 || ints.contains(&Some(0)) {
        return None;
    }
    let named: Vec<i64> = ints.into_iter().map(|int| int.unwrap_or(-1)).collect();
    site.equal(plain("tfl.reshape", [site.operand(0)?.into(), Term::ints(&named)?]), [])
}

/// The shape of a value, in the element type of the site's result.
fn shape_of(site: &Site<'_>, value: Id) -> Term {
    Term::Op {
        kind: kind("tfl.shape"),
        props: plain_props(kind("tfl.shape")),
        elem: site.elem(site.class),
        results: 1,
        operands: vec![value.into()],
    }
}

fn unknown_sizes(site: &Site<'_>) -> Option<Vec<Size>> {
    if site.rank(site.class)? != 1 || !is_integer(site, site.elem(site.class)?) {
        return None;
    }
    let sizes: Vec<Size> = sizes_of(site, site.class)?.into_iter().collect::<Option<_>>()?;
    sizes.iter().any(|size| size.int().is_none()).then_some(sizes)
}

/// A value that the sizes are made of, directly or not, and that has the shape.
fn shape_of_other(site: &Site<'_>) -> Option<Rewrite> {
    let sizes = unknown_sizes(site)?;
    let mut seen = vec![site.egraph.find(site.class)];
    let mut at = 0;
    while at < seen.len() && seen.len() < MAX_LOOKED_AT {
        let class = seen[at];
        at += 1;
        for node in site.nodes(class) {
            for &child in &node.children {
                let child = site.egraph.find(child);
                if !seen.contains(&child) && !matches!(node.head, Head::Info(_)) {
                    seen.push(child);
                }
            }
        }
        if could_have(site, class, &sizes) && dims_of(site, class).as_ref() == Some(&sizes) {
            return site.equal(shape_of(site, class), parts(site));
        }
    }
    None
}

/// Whether a value that is no constant has the sizes as far as its type says; asked before its unknown
/// dimensions are followed.
fn could_have(site: &Site<'_>, class: Id, sizes: &[Size]) -> bool {
    let agree = |(dim, size): (&Dim, &Size)| dim.size().and_then(|dim| i64::try_from(dim).ok()) == size.int();
    let dims = site.dims(class).filter(|dims| dims.len() == sizes.len());
    dims.is_some_and(|dims| dims.iter().zip(sizes).all(agree)) && !site.is_const(class)
}

/// The ops that the sizes come from: their locations stand for what takes their place.
fn parts(site: &Site<'_>) -> Vec<Node> {
    let slice = |&id: &Id| first(site, id, "tfl.strided_slice").cloned();
    site.node.operands().iter().filter_map(slice).collect()
}

fn choose_sizes(site: &Site<'_>) -> Option<Rewrite> {
    if site.elem(site.class)? != Type::i32() {
        return None;
    }
    let sizes = unknown_sizes(site)?;
    let origin = sizes.iter().find_map(Size::dim)?.0;
    let in_place = |(at, size): (usize, &Size)| size.int().is_some() || size.dim() == Some((origin, at));
    if site.rank(origin)? != sizes.len() || !sizes.iter().enumerate().all(in_place) {
        return None;
    }
    let known: Vec<i64> = sizes.iter().map(|size| size.int().unwrap_or(0)).collect();
    let mask: Vec<u8> = sizes.iter().map(|size| u8::from(size.int().is_none())).collect();
    let mask_ty = Type::static_tensor(&[sizes.len() as u64], Type::i1());
    let mask = Term::constant(DenseElements::new(mask_ty, mask.into()).ok()?);
    let props = Dict::EMPTY;
    let select = Term::Op {
        kind: kind("tfl.select_v2"),
        props,
        elem: Some(Type::i32()),
        results: 1,
        operands: vec![mask, shape_of(site, origin), Term::ints(&known)?],
    };
    site.equal(select, parts(site))
}
