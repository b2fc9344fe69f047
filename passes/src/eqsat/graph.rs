//! The e-graph of one segment: adding ops with their types checked, asking classes what is known.

use std::sync::Arc;

use egg::{EGraph, Id, Language};
use hashbrown::HashMap;
use smallvec::{SmallVec, smallvec};
use tfl_ir::rewrite::constant_of;
use tfl_ir::verify::{VerifyOptions, verify_op};
use tfl_ir::{Attr, DenseElements, Dict, Dim, Fold, FoldResult, Type, Value};

use super::facts::{Constness, Data, Facts, Info, meet};
use super::node::{Head, Node, OpKind};
use super::range::Range;
use super::term::Term;
use super::view::View;

/// More integers than any shape, permutation or list of axes holds.
const MAX_INTS: usize = 4096;

/// Where a node came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// The rule that made it, by number; `None` of nodes that were there.
    pub(crate) rule: Option<u32>,
    /// The nodes that the rule matched.
    pub(crate) from: SmallVec<[u32; 4]>,
    /// Ops of the input that it stands for, by position, ascending.
    pub(crate) sources: Arc<[u32]>,
}

/// The e-graph, and where each of its nodes came from.
pub(crate) struct Graph {
    pub(crate) egraph: EGraph<Node, Facts>,
    /// By node id.
    origins: Vec<Origin>,
    /// What nodes added from now on come from.
    pub(super) origin: Origin,
    /// The first id of each node, as of the last [`Graph::index`].
    by_node: HashMap<Node, u32>,
    /// The classes as of the last [`Graph::index`], if nothing changed since.
    view: Option<View>,
    /// The view that the one to come is compared with.
    last_view: Option<View>,
    /// What became of ops that rules made: rules come to the same op in many ways.
    made: HashMap<Made, Option<Id>>,
    /// Classes that folds of ops found to be equal.
    folded: Vec<(Id, Id)>,
    /// Whether an op that a rule made was folded to one of its operands.
    pub(super) folds_to_operand: bool,
    input_ops: usize,
}

/// What an op that a rule makes depends on: itself, and what is known of its operands.
#[derive(PartialEq, Eq, Hash)]
struct Made {
    kind: OpKind,
    props: Dict,
    declared: SmallVec<[Type; 1]>,
    operands: SmallVec<[(Id, Known); 4]>,
}

/// The type of an operand, and how constant it is.
type Known = (Option<Type>, Constness);

/// Why a node was not added.
pub(crate) struct Refused;

impl Graph {
    pub(crate) fn new() -> Graph {
        Graph {
            egraph: EGraph::new(Facts::new()),
            origins: Vec::new(),
            origin: Origin::default(),
            by_node: HashMap::new(),
            view: None,
            last_view: None,
            made: HashMap::new(),
            folded: Vec::new(),
            folds_to_operand: false,
            input_ops: 0,
        }
    }

    /// Number of nodes, attributes excepted.
    pub(crate) fn num_nodes(&self) -> usize {
        self.egraph.nodes().iter().filter(|node| !matches!(node.head, Head::Info(_))).count()
    }

    /// Number of ops of the code, each counted once for each time it stands there.
    pub(crate) fn num_input_ops(&self) -> usize {
        self.input_ops
    }

    fn add_node(&mut self, node: Node) -> Id {
        self.outdate();
        let id = self.egraph.add_uncanonical(node);
        let count = self.egraph.nodes().len();
        if self.origins.len() < count {
            self.origins.resize(count, self.origin.clone());
        }
        id
    }

    /// A value from outside.
    pub(crate) fn add_input(&mut self, ty: Type) -> Id {
        let number = self.egraph.analysis.inputs.len();
        self.egraph.analysis.inputs.push(ty);
        self.add_node(Node::leaf(Head::Input(u32::try_from(number).unwrap_or(u32::MAX))))
    }

    /// An op that stays: its results are its projections.
    pub(crate) fn add_opaque(&mut self, types: Vec<Type>, children: SmallVec<[Id; 4]>) -> Id {
        self.input_ops += 1;
        let number = self.egraph.analysis.opaques.len();
        self.egraph.analysis.opaques.push(types);
        self.add_node(Node { head: Head::Opaque(u32::try_from(number).unwrap_or(u32::MAX)), children })
    }

    /// Result `number` of the op of a class.
    pub(crate) fn add_projection(&mut self, of: Id, number: u32) -> Id {
        self.add_node(Node { head: Head::Proj(number), children: smallvec![of] })
    }

    /// A constant.
    pub(crate) fn add_constant(&mut self, attr: Attr, ty: Type) -> Id {
        let number = self.egraph.analysis.intern_constant(attr, ty);
        self.add_node(Node::leaf(Head::Const(number)))
    }

    /// An op as it stands in the code.
    pub(crate) fn add_op(&mut self, kind: OpKind, info: Info, operands: &[Id]) -> Id {
        self.input_ops += 1;
        let number = self.egraph.analysis.intern(info);
        let leaf = self.add_node(Node::leaf(Head::Info(number)));
        let node = Node { head: Head::Op(kind), children: [leaf].iter().chain(operands).copied().collect() };
        self.add_node(node)
    }

    /// An op that a rule makes; its types follow from the operands, and from `declared` where that says
    /// more. Constants are the right operand of commutative ops.
    pub(super) fn make_op(
        &mut self,
        kind: OpKind,
        props: Dict,
        declared: &[Type],
        mut operands: SmallVec<[Id; 4]>,
    ) -> Result<Id, Refused> {
        if kind.info().traits.has(tfl_ir::Traits::COMMUTATIVE)
            && let [a, b] = operands[..]
            && self.is_const(a)
            && (!self.is_const(b) || self.egraph.find(b) < self.egraph.find(a))
        {
            operands.swap(0, 1);
        }
        operands.iter_mut().for_each(|id| *id = self.egraph.find(*id));
        let data: SmallVec<[Data; 4]> = operands.iter().map(|&id| self.egraph[id].data.clone()).collect();
        let key = Made {
            kind,
            props: props.clone(),
            declared: declared.into(),
            operands: operands
                .iter()
                .copied()
                .zip(data.iter().map(|data| (data.types.first().copied(), data.constness)))
                .collect(),
        };
        if let Some(&known) = self.made.get(&key) {
            return known.ok_or(Refused);
        }
        let made = self.make_new_op(kind, props, declared, operands, &data);
        self.made.insert(key, made.as_ref().ok().copied());
        made
    }

    /// The same for an op that was not made of these operands before; `data` is what is known of them.
    fn make_new_op(
        &mut self,
        kind: OpKind,
        props: Dict,
        declared: &[Type],
        operands: SmallVec<[Id; 4]>,
        data: &[Data],
    ) -> Result<Id, Refused> {
        let values: Vec<Value> = data.iter().filter_map(|data| data.values.first().copied()).collect();
        if values.len() != operands.len() {
            return Err(Refused);
        }
        let facts = &mut self.egraph.analysis;
        let mut info = Info { props, attrs: Dict::EMPTY, types: declared.to_vec() };
        let op = facts.shadow_op(kind, &info, values.clone());
        let (made, implied) = facts.op_data(kind, op, data);
        let ranked = made.types.iter().all(|ty| ty.dims().is_some() || !ty.is_tensor());
        if !implied || !ranked || verify_op(&facts.shadow, op, VerifyOptions::default()).is_err() {
            return Err(Refused);
        }
        info.types = made.types.to_vec();
        let fold = match kind.info().hooks.fold.map(|fold| fold(&facts.shadow, op)) {
            Some(Fold::To(results)) if made.constness == Constness::Dynamic && results.len() == 1 => {
                results.into_iter().next()
            }
            _ => None,
        };
        let type_of = made.types.first().copied();
        let number = self.egraph.analysis.intern(info);
        let leaf = self.add_node(Node::leaf(Head::Info(number)));
        let node = Node { head: Head::Op(kind), children: [leaf].iter().chain(&operands).copied().collect() };
        self.egraph.analysis.ready = Some(made);
        let id = self.add_node(node);
        self.egraph.analysis.ready = None;
        match (fold, type_of) {
            (Some(FoldResult::Value(value)), Some(ty)) => {
                let same = values.iter().position(|&operand| operand == value);
                let same = same.and_then(|at| operands.get(at).copied());
                if let Some(same) = same.filter(|&same| self.ty(same) == ty) {
                    self.folds_to_operand = true;
                    self.folded.push((id, same));
                }
            }
            (Some(FoldResult::Const(attr)), Some(ty)) => {
                let constant = self.add_constant(attr, ty);
                self.folded.push((id, constant));
            }
            _ => {}
        }
        Ok(id)
    }

    /// Adds what a rule made and returns its node. `root` is the type of the class it is equal to.
    pub(super) fn add_term(&mut self, term: &Term, root: Option<Type>) -> Result<Id, Refused> {
        match term {
            Term::Class(id) => Ok(*id),
            Term::Const(attr, ty) => Ok(self.add_constant(attr.clone(), *ty)),
            Term::Proj(number, of) => {
                let of = self.add_term(of, None)?;
                Ok(self.add_projection(of, *number))
            }
            Term::Op { kind, props, elem, results, operands } => {
                let ids: SmallVec<[Id; 4]> =
                    operands.iter().map(|operand| self.add_term(operand, None)).collect::<Result<_, _>>()?;
                let declared = match root {
                    Some(ty) => vec![ty],
                    None => {
                        let elem = elem.or_else(|| self.result_elem(*kind, &ids)).ok_or(Refused)?;
                        vec![Type::unranked_tensor(elem); *results]
                    }
                };
                self.make_op(*kind, props.clone(), &declared, ids)
            }
        }
    }

    /// The element type of an op's results, where that follows from its kind and operands.
    fn result_elem(&self, kind: OpKind, operands: &[Id]) -> Option<Type> {
        let of = |at: usize| operands.get(at).and_then(|&id| self.elem(id));
        match kind.name().as_str() {
            "tfl.equal" | "tfl.not_equal" | "tfl.less" | "tfl.less_equal" | "tfl.greater"
            | "tfl.greater_equal" | "tfl.logical_and" | "tfl.logical_or" | "tfl.logical_not" => {
                Some(Type::i1())
            }
            "tfl.select" | "tfl.select_v2" | "tfl.embedding_lookup" => of(1),
            "tfl.transpose_conv" | "tfl.split" => of(if kind.name() == *"tfl.split" { 1 } else { 2 }),
            "tfl.fill" => of(1),
            "tfl.shape" | "tfl.rank" => Some(Type::i32()),
            _ => of(0),
        }
    }

    /// Says that two classes are equal. Returns whether that was news.
    pub(super) fn union(&mut self, a: Id, b: Id) -> bool {
        self.outdate();
        self.egraph.union(a, b)
    }

    /// The view is not what the e-graph is any more.
    fn outdate(&mut self) {
        if let Some(view) = self.view.take() {
            self.last_view = Some(view);
        }
    }

    /// Whether a class is otherwise than it was when [`Graph::index`] was called the time before.
    pub(super) fn is_changed(&self, id: Id) -> bool {
        self.view.as_ref().is_none_or(|view| view.is_changed(id))
    }

    /// Everything counts as changed.
    pub(super) fn forget(&mut self) {
        (self.view, self.last_view) = (None, None);
    }

    /// Makes the e-graph consistent after unions.
    pub(super) fn rebuild(&mut self) {
        self.outdate();
        for (a, b) in std::mem::take(&mut self.folded) {
            self.egraph.union(a, b);
        }
        self.egraph.rebuild();
    }

    /// Numbers the nodes anew, the first of equal ones counting, and makes classes quick to look at.
    pub(super) fn index(&mut self) {
        self.outdate();
        self.by_node.clear();
        for (at, node) in self.egraph.nodes().iter().enumerate() {
            let canonical = node.clone().map_children(|id| self.egraph.find(id));
            self.by_node.entry(canonical).or_insert(at as u32);
        }
        self.view = Some(View::new(&self.egraph, self.last_view.take().as_ref()));
    }

    /// The first id of a node whose children are canonical.
    pub(super) fn node_id(&self, node: &Node) -> Option<u32> {
        self.by_node.get(node).copied()
    }

    /// Where a node came from.
    pub(super) fn origin_of(&self, node: u32) -> Option<&Origin> {
        self.origins.get(node as usize)
    }

    /// The origin of what `rule` makes of the nodes `from`.
    pub(super) fn derived(&self, rule: u32, from: SmallVec<[u32; 4]>) -> Origin {
        let mut sources: Vec<u32> = from
            .iter()
            .filter_map(|&node| self.origin_of(node))
            .flat_map(|origin| origin.sources.iter().copied())
            .collect();
        sources.sort_unstable();
        sources.dedup();
        Origin { rule: Some(rule), from, sources: sources.into() }
    }

    // ---- what is known of a class ----

    pub(crate) fn data(&self, id: Id) -> &Data {
        match &self.view {
            Some(view) => view.data(id),
            None => &self.egraph[self.egraph.find(id)].data,
        }
    }

    /// The type of a class of values.
    pub(crate) fn ty(&self, id: Id) -> Type {
        self.data(id).types.first().copied().unwrap_or(Type::none())
    }

    /// The dimensions, if the rank is known.
    pub(crate) fn dims(&self, id: Id) -> Option<&'static [Dim]> {
        self.ty(id).dims()
    }

    /// The dimensions, if all of them are known.
    pub(crate) fn shape(&self, id: Id) -> Option<Vec<i64>> {
        self.dims(id)?.iter().map(|dim| dim.size().and_then(|size| i64::try_from(size).ok())).collect()
    }

    /// Number of dimensions, if known.
    pub(crate) fn rank(&self, id: Id) -> Option<usize> {
        self.dims(id).map(<[_]>::len)
    }

    /// The element type.
    pub(crate) fn elem(&self, id: Id) -> Option<Type> {
        self.ty(id).elem()
    }

    /// Whether the elements are floats.
    pub(crate) fn is_float(&self, id: Id) -> bool {
        self.elem(id).is_some_and(|elem| elem.float_kind().is_some())
    }

    /// Whether it is an absent operand.
    pub(crate) fn is_none(&self, id: Id) -> bool {
        self.ty(id) == Type::none()
    }

    /// Whether its value follows from constants.
    pub(crate) fn is_const(&self, id: Id) -> bool {
        self.data(id).constness > Constness::Dynamic
    }

    /// The constant that it is, if that is known already.
    pub(crate) fn constant(&self, id: Id) -> Option<&Attr> {
        let data = self.data(id);
        (data.constness == Constness::Known)
            .then(|| constant_of(&self.egraph.analysis.shadow, *data.values.first()?))?
    }

    /// The elements of a known constant.
    pub(crate) fn elements(&self, id: Id) -> Option<&DenseElements> {
        self.constant(id)?.as_elements()
    }

    /// The integers of a small constant.
    pub(crate) fn ints(&self, id: Id) -> Option<Vec<i64>> {
        match self.constant(id)? {
            Attr::Int(int) => Some(vec![i64::try_from(int.value()).ok()?]),
            attr => attr.as_elements()?.to_ints(MAX_INTS),
        }
    }

    /// The integer of a constant with one element.
    pub(crate) fn int(&self, id: Id) -> Option<i64> {
        match *self.ints(id)? {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The number that all elements of a float constant are.
    pub(crate) fn splat(&self, id: Id) -> Option<f32> {
        self.data(id).splat
    }

    /// The range of the elements.
    pub(crate) fn range(&self, id: Id) -> Range {
        self.data(id).range
    }

    /// The nodes of a class.
    pub(crate) fn nodes(&self, id: Id) -> &[Node] {
        match &self.view {
            Some(view) => view.nodes(id),
            None => &self.egraph[self.egraph.find(id)].nodes,
        }
    }

    /// Whether a class may have an op of a kind; no says that it has none.
    pub(super) fn may_have(&self, id: Id, kind: OpKind) -> bool {
        self.view.as_ref().is_none_or(|view| view.may_have(id, kind))
    }

    /// The ops of one kind in a class.
    pub(crate) fn ops(&self, id: Id, kind: OpKind) -> impl Iterator<Item = &Node> {
        self.nodes(id).iter().filter(move |node| node.head == Head::Op(kind))
    }

    /// Attributes and types of an op, or of an info class.
    pub(crate) fn info_of(&self, info: Id) -> Option<&Info> {
        self.egraph.analysis.info(self.data(info).info?)
    }

    /// The inherent attributes of an op.
    pub(crate) fn props(&self, node: &Node) -> Dict {
        node.info().and_then(|info| self.info_of(info)).map_or(Dict::EMPTY, |info| info.props.clone())
    }

    /// Whether a value of type `made` may stand for one of type `old`.
    pub(super) fn fits(old: Type, made: Type) -> bool {
        old == made || meet(old, made).is_some()
    }
}
