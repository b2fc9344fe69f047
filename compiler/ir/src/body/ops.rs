//! Making, reading, moving and erasing ops.

use super::{Body, NO_SLOT, OpData, OpExtra, ValueData, ValueDef};
use crate::{Attr, Block, Dict, Ident, Loc, Op, OpName, Region, Traits, Type, Value};

/// Everything that makes an op, before it is one.
#[derive(Clone, Debug)]
pub struct OpState {
    /// Name.
    pub name: OpName,
    /// Operands, all in the same body.
    pub operands: Vec<Value>,
    /// One type a result.
    pub result_types: Vec<Type>,
    /// Inherent attributes.
    pub props: Dict,
    /// Discardable attributes.
    pub attrs: Dict,
    /// Blocks that control may go to.
    pub successors: Vec<Block>,
    /// Number of regions to make, empty; of an op that is not isolated.
    pub regions: usize,
    /// The body of an isolated op.
    pub nested: Option<Box<Body>>,
    /// Where it comes from.
    pub loc: Loc,
}

impl OpState {
    /// An op without anything.
    pub fn new(name: impl Into<OpName>, loc: Loc) -> OpState {
        OpState {
            name: name.into(),
            operands: Vec::new(),
            result_types: Vec::new(),
            props: Dict::EMPTY,
            attrs: Dict::EMPTY,
            successors: Vec::new(),
            regions: 0,
            nested: None,
            loc,
        }
    }

    /// With these operands.
    #[must_use]
    pub fn operands(mut self, operands: impl IntoIterator<Item = Value>) -> OpState {
        self.operands = operands.into_iter().collect();
        self
    }

    /// With results of these types.
    #[must_use]
    pub fn results(mut self, types: impl IntoIterator<Item = Type>) -> OpState {
        self.result_types = types.into_iter().collect();
        self
    }

    /// With an attribute: inherent if the op declares it, discardable otherwise.
    #[must_use]
    pub fn attr(mut self, name: &str, attr: Attr) -> OpState {
        if self.name.info().is_some_and(|info| info.is_inherent(name)) {
            self.props = self.props.with(name, attr);
        } else {
            self.attrs = self.attrs.with(name, attr);
        }
        self
    }

    /// With several attributes, as [`OpState::attr`] sorts them.
    #[must_use]
    pub fn with_attrs(mut self, attrs: impl IntoIterator<Item = (Ident, Attr)>) -> OpState {
        let info = self.name.info();
        let (props, rest): (Vec<_>, Vec<_>) =
            attrs.into_iter().partition(|(name, _)| info.is_some_and(|info| info.is_inherent(name.as_str())));
        self.props = Dict::new(self.props.iter().cloned().chain(props));
        self.attrs = Dict::new(self.attrs.iter().cloned().chain(rest));
        self
    }

    /// With this many empty regions.
    #[must_use]
    pub fn regions(mut self, count: usize) -> OpState {
        self.regions = count;
        self
    }

    /// With a body, for an isolated op.
    #[must_use]
    pub fn nested(mut self, body: Body) -> OpState {
        self.nested = Some(Box::new(body));
        self
    }
}

impl Body {
    /// Makes an op that is in no block yet.
    pub fn create_op(&mut self, state: OpState) -> Op {
        let op = Op::from_index(self.ops.len());
        let first_result = Value::from_index(self.values.len()).index() as u32;
        for (index, &ty) in state.result_types.iter().enumerate() {
            let def = ValueDef::Result(op, index as u32);
            self.values.push(ValueData { ty, def, first_use: NO_SLOT });
        }
        let plain = state.regions == 0 && state.successors.is_empty() && state.nested.is_none();
        let extra = (!plain).then(|| {
            let regions = (0..state.regions).map(|_| self.new_region(Some(op))).collect();
            Box::new(OpExtra { regions, successors: state.successors, nested: state.nested })
        });
        self.ops.push(OpData {
            name: state.name,
            loc: state.loc,
            props: state.props,
            attrs: state.attrs,
            first_operand: 0,
            num_operands: 0,
            first_result,
            num_results: state.result_types.len() as u32,
            block: Block::NONE,
            prev: Op::NONE,
            next: Op::NONE,
            erased: false,
            extra,
        });
        self.set_operands(op, &state.operands);
        op
    }

    /// Makes an op at the end of `block`.
    pub fn append_new(&mut self, block: Block, state: OpState) -> Op {
        let op = self.create_op(state);
        self.append_op(block, op);
        op
    }

    /// Makes an op right before `before`.
    pub fn insert_new(&mut self, before: Op, state: OpState) -> Op {
        let op = self.create_op(state);
        self.insert_before(op, before);
        op
    }

    /// The name.
    pub fn name(&self, op: Op) -> OpName {
        self.op(op).name
    }

    /// Whether the op has `traits`.
    pub fn has_trait(&self, op: Op, traits: Traits) -> bool {
        self.op(op).name.has(traits)
    }

    /// The location.
    pub fn loc(&self, op: Op) -> &Loc {
        &self.op(op).loc
    }

    /// Sets the location.
    pub fn set_loc(&mut self, op: Op, loc: Loc) {
        self.op_mut(op).loc = loc;
    }

    /// The inherent attributes.
    pub fn props(&self, op: Op) -> &Dict {
        &self.op(op).props
    }

    /// Replaces all inherent attributes.
    pub fn set_props(&mut self, op: Op, props: Dict) {
        self.op_mut(op).props = props;
        self.note(op);
    }

    /// The discardable attributes.
    pub fn attrs(&self, op: Op) -> &Dict {
        &self.op(op).attrs
    }

    /// Replaces all discardable attributes.
    pub fn set_attrs(&mut self, op: Op, attrs: Dict) {
        self.op_mut(op).attrs = attrs;
        self.note(op);
    }

    /// The attribute called `name`, inherent or not.
    pub fn attr(&self, op: Op, name: &str) -> Option<&Attr> {
        let data = self.op(op);
        data.props.get(name).or_else(|| data.attrs.get(name))
    }

    /// Sets an attribute: inherent if the op declares it (or has it so), discardable otherwise.
    pub fn set_attr(&mut self, op: Op, name: &str, attr: Attr) {
        let data = self.op_mut(op);
        let inherent =
            data.name.info().is_some_and(|info| info.is_inherent(name)) || data.props.get(name).is_some();
        if inherent {
            data.props = data.props.with(name, attr);
        } else {
            data.attrs = data.attrs.with(name, attr);
        }
        self.note(op);
    }

    /// Removes an attribute, inherent or not.
    pub fn remove_attr(&mut self, op: Op, name: &str) {
        let data = self.op_mut(op);
        data.props = data.props.without(name);
        data.attrs = data.attrs.without(name);
        self.note(op);
    }

    /// The results, in order.
    pub fn results(&self, op: Op) -> impl ExactSizeIterator<Item = Value> + DoubleEndedIterator + use<> {
        let data = self.op(op);
        let first = data.first_result as usize;
        (first..first + data.num_results as usize).map(Value::from_index)
    }

    /// Number of results.
    pub fn num_results(&self, op: Op) -> usize {
        self.op(op).num_results as usize
    }

    /// Result number `index`.
    pub fn result(&self, op: Op, index: usize) -> Option<Value> {
        self.results(op).nth(index)
    }

    /// The regions of an op that is not isolated.
    pub fn op_regions(&self, op: Op) -> &[Region] {
        self.op(op).extra.as_deref().map_or(&[], |extra| &extra.regions)
    }

    /// Adds an empty region to an op that is not isolated.
    pub fn add_region(&mut self, op: Op) -> Region {
        let region = self.new_region(Some(op));
        self.op_mut(op).extra.get_or_insert_default().regions.push(region);
        region
    }

    /// The blocks that control may go to after a terminator.
    pub fn successors(&self, op: Op) -> &[Block] {
        self.op(op).extra.as_deref().map_or(&[], |extra| &extra.successors)
    }

    /// Sets the blocks that control may go to.
    pub fn set_successors(&mut self, op: Op, successors: Vec<Block>) {
        self.op_mut(op).extra.get_or_insert_default().successors = successors;
    }

    /// The body that an isolated op owns.
    pub fn nested(&self, op: Op) -> Option<&Body> {
        self.op(op).extra.as_deref()?.nested.as_deref()
    }

    /// The body that an isolated op owns.
    pub fn nested_mut(&mut self, op: Op) -> Option<&mut Body> {
        self.op_mut(op).extra.as_deref_mut()?.nested.as_deref_mut()
    }

    /// Gives an isolated op a body, or takes it away.
    pub fn set_nested(&mut self, op: Op, body: Option<Body>) -> Option<Body> {
        let old = self.op_mut(op).extra.get_or_insert_default().nested.take();
        self.op_mut(op).extra.get_or_insert_default().nested = body.map(Box::new);
        old.map(|body| *body)
    }

    /// The bodies of the isolated ops that are directly in this body, in order of creation, each with
    /// its op: what a pass manager runs in parallel.
    pub fn nested_bodies_mut(&mut self) -> impl Iterator<Item = (Op, OpName, &mut Body)> {
        self.ops.iter_mut().enumerate().filter(|(_, data)| !data.erased).filter_map(|(index, data)| {
            let nested = data.extra.as_deref_mut()?.nested.as_deref_mut()?;
            Some((Op::from_index(index), data.name, nested))
        })
    }

    /// Whether the op was erased; a stale id in a worklist asks this.
    pub fn is_erased(&self, op: Op) -> bool {
        self.op(op).erased
    }

    /// Erases an op and everything in its regions.
    ///
    /// # Panics
    /// In debug builds, when a result still has uses outside of what is erased.
    pub fn erase_op(&mut self, op: Op) {
        self.detach(op);
        // Users come after definitions as a rule, so the erased set goes back to front.
        let mut doomed = vec![op];
        let mut next = 0;
        while let Some(&outer) = doomed.get(next) {
            next += 1;
            for region in self.op_regions(outer).to_vec() {
                for block in self.region_blocks(region).to_vec() {
                    doomed.extend(self.ops_in(block));
                }
            }
        }
        for &inner in &doomed {
            self.set_operands(inner, &[]);
            self.detach(inner);
        }
        for &inner in &doomed {
            debug_assert!(
                self.results(inner).all(|value| !self.has_uses(value)),
                "an erased op has no uses: {:?}",
                self.name(inner)
            );
            let data = self.op_mut(inner);
            data.erased = true;
            data.extra = None;
            data.props = Dict::EMPTY;
            data.attrs = Dict::EMPTY;
        }
    }

    /// Replaces the results of `op` by `values` and erases it. Locations stay as they are: new ops that
    /// take the place of others are made through [`crate::rewrite::Rewriter`], which joins them.
    ///
    /// # Panics
    /// When the number of values is not that of the results.
    pub fn replace_op(&mut self, op: Op, values: &[Value]) {
        assert_eq!(values.len(), self.num_results(op), "one value replaces each result");
        let results: Vec<Value> = self.results(op).collect();
        for (result, &value) in results.into_iter().zip(values) {
            self.replace_all_uses(result, value);
        }
        self.erase_op(op);
    }
}
