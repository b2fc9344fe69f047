//! Extraction: the cheapest code that the e-graph holds, shared values paid once.
//!
//! First every class picks the node that is cheapest for itself, with the set of classes that it needs
//! as a bitset, so that a value used twice counts once (greedy DAG extraction). Then single choices, and
//! choices that pay only together, are exchanged as long as the whole gets cheaper. In small graphs a
//! search over all choices looks for something cheaper still ([`exact`]). The result is
//! compared with the input, priced alike, and the input stays unless it is beaten.
//!
//! Invariants: the chosen nodes form no cycle; the result never costs more than the input; ties are
//! broken by node number, which follows program order and the order of rules.

mod classes;
mod exact;
mod greedy;
mod improve;
mod sizes;
mod worklist;

use egg::Id;

use super::cost::CostModel;
use super::graph::Graph;
use super::node::Node;
use classes::Classes;
use improve::Solution;

/// An op less is worth this part of what an op of the code takes in the mean: it has a record in the file,
/// a place in the memory plan, and a barrier where several threads work on it, none of which is in the
/// price of its work. Prices are no more exact than that.
const OP_SHARE: u64 = 12;
/// The most picoseconds that an op less is worth, however slow the others are.
const MOST_WORTH: u64 = 1_000_000;

/// What was chosen.
pub(crate) struct Extraction {
    /// Classes that are needed, by number of their class, ascending.
    pub(crate) needed: Vec<Chosen>,
    /// Picoseconds of the input and of the result, by the cost model.
    pub(crate) before: u64,
    pub(crate) after: u64,
}

/// A class and the node that makes it.
pub(crate) struct Chosen {
    pub(crate) class: Id,
    /// The node; `None` for a constant, which is evaluated by itself.
    pub(crate) node: Option<Node>,
    /// Number of the node.
    pub(crate) number: u32,
}

/// The cheapest code for `roots`, the classes that must be there. `bundles` are choices that pay only
/// together.
pub(crate) fn extract(
    graph: &Graph,
    roots: &[Id],
    bundles: &[Vec<(Id, u32)>],
    model: &CostModel,
) -> Extraction {
    let mut classes = Classes::new(graph, model);
    let roots: Vec<u32> = roots.iter().map(|&id| classes.slot(graph.egraph.find(id))).collect();
    let bundles = classes.bundles(graph, bundles);
    let code = Solution::new(&classes, &roots, classes.input_choice(graph, &vec![0; classes.list.len()]));
    let (before, mean) = (code.total(), code.total().checked_div(code.ops()).unwrap_or(0));
    let worth = (mean / OP_SHARE).min(MOST_WORTH);
    classes.set_worth_of_op(worth);
    let best = cheapest(graph, &classes, &roots, &bundles);
    let after = best.total().saturating_sub(best.ops().saturating_mul(worth));
    if after <= before {
        return Extraction { before, after, needed: best.chosen(&classes) };
    }
    // Fewer ops, but slower ones.
    classes.set_worth_of_op(0);
    let best = cheapest(graph, &classes, &roots, &bundles);
    Extraction { before, after: best.total(), needed: best.chosen(&classes) }
}

/// The best solution found from two starts.
fn cheapest<'a>(
    graph: &Graph,
    classes: &'a Classes,
    roots: &[u32],
    bundles: &[Vec<(u32, u32)>],
) -> Solution<'a> {
    let greedy = greedy::choose(classes);
    let before = Solution::new(classes, roots, classes.input_choice(graph, &greedy));
    let mut best = Solution::new(classes, roots, greedy);
    best.improve(bundles);
    if before.total() <= best.total() {
        // Starting where the input is may lead elsewhere.
        best = before;
        best.improve(bundles);
    }
    match exact::cheaper(classes, roots, best.choice(), best.total()) {
        Some(choice) => Solution::new(classes, roots, choice),
        None => best,
    }
}

/// The code as it was before any rule, but for `instead`: classes and the node that is to make each of
/// them. `None` if a value would then need itself.
pub(crate) fn replace(
    graph: &Graph,
    roots: &[Id],
    instead: &[(Id, u32)],
    model: &CostModel,
) -> Option<Extraction> {
    let classes = Classes::new(graph, model);
    let roots: Vec<u32> = roots.iter().map(|&id| classes.slot(graph.egraph.find(id))).collect();
    let input = classes.input_choice(graph, &vec![0; classes.list.len()]);
    let mut code = Solution::new(&classes, &roots, input);
    let before = code.total();
    let instead: Vec<(u32, u32)> =
        classes.bundles(graph, &[instead.to_vec()]).into_iter().flatten().collect();
    code.replace(&instead).then(|| Extraction { before, after: code.total(), needed: code.chosen(&classes) })
}
