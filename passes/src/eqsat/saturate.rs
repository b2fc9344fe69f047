//! Saturation: all rules on the whole graph, again and again, until nothing is new or the budget is spent.

use egg::{Id, Language};
use hashbrown::{HashMap, HashSet};
use smallvec::SmallVec;

use super::candidates::{Candidates, FUNCTION_DEPTH};
use super::graph::{Graph, Refused};
use super::loaded::{Loaded, rule_name};
use super::node::{Node, OpKind};
use super::rule::{Action, Numerics, Rewrite, Site};
use super::term::Term;

/// Limits, by size and never by the clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Rounds of all rules.
    pub(crate) iterations: u32,
    /// E-nodes (attributes not counted).
    pub(crate) nodes: usize,
    /// Rounds in which siblings are merged: what they make offers itself for merging again.
    pub(crate) sibling_iterations: u32,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saturation {
    pub(crate) iterations: u32,
    pub(crate) nodes: usize,
    /// Whether nothing was left to do.
    pub(crate) saturated: bool,
    /// Applications of each rule that made something equal that was not before, by rule number.
    pub(crate) fired: HashMap<u32, u32>,
    /// Nodes that each rule added, by rule number.
    pub(crate) grown: HashMap<u32, u32>,
    /// Choices that pay only together: classes and the node of each.
    pub(crate) bundles: Vec<Vec<(Id, u32)>>,
    /// Ops that rules made and that were refused, because their types do not fit, by rule number.
    pub(crate) refused: HashMap<u32, u32>,
}

/// A rule that would make something.
struct Found {
    rule: usize,
    equal: Vec<(Id, Term)>,
    from: SmallVec<[u32; 4]>,
}

/// Applies match number `at` of one rule; `None` if there are fewer. What it made equal is the only bundle;
/// there is none if that was nothing new.
pub(crate) fn apply_one(
    graph: &mut Graph,
    exact: bool,
    rule: &'static Loaded,
    at: usize,
) -> Option<Saturation> {
    let budget = Budget { iterations: 1, nodes: usize::MAX, sibling_iterations: 1 };
    let mut run = Run::new(graph, budget, exact, vec![rule]);
    run.report.iterations = 1;
    run.report.saturated = true;
    run.graph.rebuild();
    run.graph.index();
    let found = run.search().into_iter().nth(at)?;
    if let Some(made) = run.make(found).filter(|made| run.equate(rule.number, made)) {
        run.report.bundles.push(choices(&made));
    }
    run.graph.rebuild();
    run.report.nodes = run.graph.num_nodes();
    Some(run.report)
}

/// Applies `rules`.
pub(crate) fn apply_rules(
    graph: &mut Graph,
    budget: Budget,
    exact: bool,
    rules: Vec<&'static Loaded>,
) -> Saturation {
    let mut run = Run::new(graph, budget, exact, rules);
    run.all();
    run.report.nodes = run.graph.num_nodes();
    run.report
}

struct Run<'a> {
    graph: &'a mut Graph,
    budget: Budget,
    exact: bool,
    rules: Vec<&'static Loaded>,
    /// Matches already applied: rule, order of operands, classes.
    seen: HashSet<(usize, usize, SmallVec<[Id; 12]>)>,
    report: Saturation,
}

impl<'a> Run<'a> {
    fn new(graph: &'a mut Graph, budget: Budget, exact: bool, rules: Vec<&'static Loaded>) -> Run<'a> {
        graph.forget();
        Run { graph, budget, exact, rules, seen: HashSet::new(), report: Saturation::default() }
    }

    fn all(&mut self) {
        self.graph.rebuild();
        while self.report.iterations < self.budget.iterations {
            self.report.iterations += 1;
            self.graph.index();
            let found = self.search();
            let mut changed = false;
            for one in found {
                changed |= self.apply(one);
                if self.graph.egraph.nodes().len() > 2 * self.budget.nodes
                    && self.graph.num_nodes() > self.budget.nodes
                {
                    self.graph.rebuild();
                    return;
                }
            }
            self.graph.rebuild();
            if !changed {
                self.report.saturated = true;
                return;
            }
        }
    }

    fn search(&mut self) -> Vec<Found> {
        let candidates = Candidates::new(self.graph);
        let mut found = Vec::new();
        let mut roots: HashMap<OpKind, Vec<usize>> = HashMap::new();
        for at in 0..self.rules.len() {
            let rule = self.rules[at];
            match &rule.rule.action {
                Action::Pattern { .. } => self.search_pattern(at, &candidates, &mut found),
                Action::At { .. } => {
                    rule.roots.iter().for_each(|&kind| roots.entry(kind).or_default().push(at));
                }
                Action::Siblings { find, .. }
                    if self.report.iterations <= self.budget.sibling_iterations
                        && (!self.exact || rule.rule.numerics == Numerics::Bitwise) =>
                {
                    let rewrites = find(self.graph);
                    found.extend(rewrites.into_iter().map(|rewrite| self.found(at, rewrite)));
                }
                Action::Siblings { .. } => {}
            }
        }
        self.search_ops(&roots, &candidates, &mut found);
        found
    }

    fn search_pattern(&mut self, at: usize, candidates: &Candidates, found: &mut Vec<Found>) {
        let (rule, graph, exact, seen) = (self.rules[at], &*self.graph, self.exact, &mut self.seen);
        let suits = |class| rule.suits(graph, class, exact);
        rule.search(graph, candidates, suits, |order, root, matched| {
            let key = (at, order, matched.variables(rule.names.len(), root));
            if seen.contains(&key) {
                return;
            }
            if let Some(term) = rule.result(graph, root, order, &key.2) {
                let from = matched.node_ids(graph);
                seen.insert(key);
                found.push(Found { rule: at, equal: vec![(root, term)], from });
            }
        });
    }

    /// Rules that look at ops: one walk over the graph for all of them.
    fn search_ops(
        &mut self,
        roots: &HashMap<OpKind, Vec<usize>>,
        candidates: &Candidates,
        found: &mut Vec<Found>,
    ) {
        for &class in candidates.all() {
            if !candidates.is_changed(class, FUNCTION_DEPTH) {
                continue;
            }
            for node in self.graph.nodes(class) {
                let Some(rules) = node.kind().and_then(|kind| roots.get(&kind)) else { continue };
                for &at in rules {
                    let rule = self.rules[at];
                    let key: SmallVec<[Id; 12]> = node.children.iter().copied().collect();
                    let Action::At { make, .. } = &rule.rule.action else { continue };
                    if !self.suits_site(rule, class) || self.seen.contains(&(at, 0, key.clone())) {
                        continue;
                    }
                    if let Some(rewrite) = make(&Site { graph: self.graph, class, node }) {
                        // What it looked at may change; that it made something does not.
                        self.seen.insert((at, 0, key));
                        found.push(self.found(at, rewrite));
                    }
                }
            }
        }
    }

    /// Of an op with several results the type of the first counts.
    fn suits_site(&self, rule: &Loaded, class: Id) -> bool {
        rule.suits(self.graph, class, self.exact)
    }

    fn found(&self, rule: usize, rewrite: Rewrite) -> Found {
        let canonical = |node: &Node| node.clone().map_children(|id| self.graph.egraph.find(id));
        let from = rewrite.used.iter().filter_map(|node| self.graph.node_id(&canonical(node))).collect();
        Found { rule, equal: rewrite.equal, from }
    }

    /// Makes what was found. Returns whether anything is equal now that was not.
    fn apply(&mut self, found: Found) -> bool {
        let number = self.rules[found.rule].number;
        if let [(class, term)] = &found.equal[..]
            && self.graph.has_alike(self.graph.egraph.find(*class), term)
        {
            return false;
        }
        let Some(made) = self.make(found) else { return false };
        let changed = self.equate(number, &made);
        if made.len() > 1 {
            self.report.bundles.push(choices(&made));
        }
        changed
    }

    /// Adds the nodes of what was found: the classes, and what each is equal to.
    fn make(&mut self, found: Found) -> Option<Vec<(Id, Id)>> {
        let number = self.rules[found.rule].number;
        let before = self.graph.egraph.nodes().len();
        self.graph.origin = self.graph.derived(number, found.from);
        let made: Result<Vec<(Id, Id)>, Refused> = found
            .equal
            .iter()
            .map(|(class, term)| {
                let ty = self.graph.ty(*class);
                let single = self.graph.data(*class).types.len() == 1;
                let id = self.graph.add_term(term, single.then_some(ty))?;
                let fits = !single || Graph::fits(ty, self.graph.ty(id));
                debug_assert!(fits, "rule {} changes a type", self.rules[found.rule].rule.name);
                if fits { Ok((*class, id)) } else { Err(Refused) }
            })
            .collect();
        let added = self.graph.egraph.nodes().len() - before;
        *self.report.grown.entry(number).or_default() += u32::try_from(added).unwrap_or(u32::MAX);
        if made.is_err() {
            *self.report.refused.entry(number).or_default() += 1;
        }
        made.ok()
    }

    /// Says that what rule `number` made is equal. Returns whether anything is equal now that was not.
    fn equate(&mut self, number: u32, made: &[(Id, Id)]) -> bool {
        let mut changed = false;
        for &(class, id) in made {
            changed |= self.graph.union(class, id);
        }
        if changed {
            *self.report.fired.entry(number).or_default() += 1;
        }
        changed
    }
}

/// Classes and the numbers of the nodes that are to make them.
fn choices(made: &[(Id, Id)]) -> Vec<(Id, u32)> {
    made.iter().map(|&(class, id)| (class, u32::try_from(usize::from(id)).unwrap_or(0))).collect()
}

impl Saturation {
    /// The rule that added most nodes, and how many, for a remark when the budget was spent.
    pub(crate) fn top_offender(&self) -> Option<(&'static str, u32)> {
        let worst = self.grown.iter().map(|(&rule, &grown)| (grown, std::cmp::Reverse(rule))).max()?;
        Some((rule_name(worst.1.0), worst.0))
    }

    /// Applications of rules, sorted by name.
    pub(crate) fn fired_by_name(&self) -> Vec<(&'static str, u32)> {
        let mut fired: Vec<_> = self.fired.iter().map(|(&rule, &times)| (rule_name(rule), times)).collect();
        fired.sort_unstable();
        fired
    }
}
