//! Rules made ready: patterns read and compiled once a process.

use std::sync::LazyLock;

use egg::Id;
use smallvec::smallvec;
use tfl_ir::{Dict, Type};

use super::candidates::Candidates;
use super::graph::Graph;
use super::matcher::{Found, Program};
use super::node::OpKind;
use super::pattern::{Names, Pat, parse};
use super::rule::{Action, Bound, Match, Numerics, Rule};
use super::rules::ALL;
use super::term::Term;

/// A rule, for one of its rows.
pub(crate) struct Loaded {
    pub(crate) rule: &'static Rule,
    /// Position of the rule among all rules.
    pub(crate) number: u32,
    /// What `$0` and so on stand for.
    pub(crate) row: &'static [&'static str],
    pub(crate) names: Names,
    /// The first pattern, in all orders of commutative operands.
    pub(crate) from: Vec<(Pat, Program)>,
    /// The second pattern, of a pattern rule.
    pub(crate) to: Option<Pat>,
    /// Kinds of ops, of a rule that looks at ops.
    pub(crate) roots: Vec<OpKind>,
}

static LOADED: LazyLock<Vec<Loaded>> = LazyLock::new(|| {
    let rules = ALL.iter().copied().flatten();
    rules
        .enumerate()
        .flat_map(|(number, rule)| load(rule, u32::try_from(number).unwrap_or(u32::MAX)))
        .collect()
});

/// All rules, once for each of their rows.
pub(crate) fn loaded() -> &'static [Loaded] {
    &LOADED
}

/// The name of the rule of a number.
pub(crate) fn rule_name(number: u32) -> &'static str {
    ALL.iter().copied().flatten().nth(number as usize).map_or("", |rule| rule.name)
}

/// A rule made ready.
///
/// # Panics
/// When a pattern of the rule is wrong: the rule says what is.
pub(crate) fn load(rule: &'static Rule, number: u32) -> Vec<Loaded> {
    let rows: Vec<&'static [&'static str]> =
        if rule.each.is_empty() { vec![&[]] } else { rule.each.to_vec() };
    rows.into_iter()
        .map(|row| match load_row(rule, number, row) {
            Ok(loaded) => loaded,
            Err(message) => panic!("rule {} is not well formed: {message}", rule.name),
        })
        .collect()
}

fn load_row(rule: &'static Rule, number: u32, row: &'static [&'static str]) -> Result<Loaded, String> {
    let mut names = Names::new();
    let (mut from, mut to, mut kinds) = (Vec::new(), None, Vec::new());
    match &rule.action {
        Action::Pattern { from: left, to: right, .. } => {
            let left = parse(&filled(left, row), &mut names)?;
            let matched = names.len();
            to = Some(parse(&filled(right, row), &mut names)?);
            if !matches!(left, Pat::Op { .. } | Pat::Proj(..)) {
                return Err("the first pattern is not an op".to_owned());
            }
            if let Some(repeated) = names.iter().take(matched).find(|name| name.starts_with('_')) {
                return Err(format!("variable {repeated} starts with '_'"));
            }
            from = left
                .orders()
                .into_iter()
                .map(|pattern| {
                    let program = Program::new(&pattern);
                    (pattern, program)
                })
                .collect();
        }
        Action::At { roots, .. } => {
            for root in *roots {
                kinds.push(OpKind::named(root).ok_or_else(|| format!("'{root}' is no pure tfl op"))?);
            }
        }
        Action::Siblings { .. } => {}
    }
    Ok(Loaded { rule, number, row, names, from, to, roots: kinds })
}

/// A pattern with the entries of a row in place of `$0`, `$1`.
pub(crate) fn filled(pattern: &str, row: &[&str]) -> String {
    row.iter()
        .enumerate()
        .fold(pattern.to_owned(), |text, (at, entry)| text.replace(&format!("${at}"), entry))
}

impl Loaded {
    /// Where the first pattern matches, among classes that `suit`: order of operands, class, match.
    pub(super) fn search<'a>(
        &'a self,
        graph: &'a Graph,
        candidates: &Candidates,
        suits: impl Fn(Id) -> bool,
        mut found: impl FnMut(usize, Id, &Found<'a>),
    ) {
        for (order, (written, program)) in self.from.iter().enumerate() {
            for class in candidates.of(written).into_iter().filter(|&class| suits(class)) {
                program.search(graph, class, |one| found(order, class, one));
            }
        }
    }

    /// What the rule makes of a match, given what each variable stands for; `None` if its condition does not
    /// hold.
    pub(crate) fn result(&self, graph: &Graph, root: Id, order: usize, ids: &[Id]) -> Option<Term> {
        let Action::Pattern { when, .. } = &self.rule.action else { return None };
        let mut bound = smallvec![None; self.names.len()];
        bind(graph, &self.from.get(order)?.0, ids, &mut bound)?;
        let mut site = Match::new(graph, root, self.row, &self.names, bound);
        when(&mut site)?;
        build(graph, root, self.to.as_ref()?, &site.bound)
    }

    /// Whether the rule may be applied where the result is `class`. What follows from constants is
    /// computed in any case, so that other ways to it are of no use.
    pub(crate) fn suits(&self, graph: &Graph, class: Id, exact: bool) -> bool {
        if graph.is_const(class) {
            return false;
        }
        match self.rule.numerics {
            Numerics::Bitwise => true,
            Numerics::Real | Numerics::Approximate(_) => !exact && graph.is_float(class),
        }
    }
}

/// Binds the variables of a pattern.
fn bind(graph: &Graph, pattern: &Pat, ids: &[Id], bound: &mut [Option<Bound>]) -> Option<()> {
    match pattern {
        Pat::Any(slot) | Pat::Constant(slot) | Pat::Literal(_, slot) => {
            bound[*slot] = Some(Bound::Class(*ids.get(*slot)?));
        }
        Pat::Proj(_, of) => bind(graph, of, ids, bound)?,
        Pat::Op { attrs, operands, .. } => {
            bound[*attrs] = Some(Bound::Attrs(graph.info_of(*ids.get(*attrs)?)?.props.clone()));
            operands.iter().try_for_each(|operand| bind(graph, operand, ids, bound))?;
        }
    }
    Some(())
}

/// The second pattern with its variables replaced.
fn build(graph: &Graph, root: Id, pattern: &Pat, bound: &[Option<Bound>]) -> Option<Term> {
    match pattern {
        Pat::Any(slot) | Pat::Constant(slot) => match bound.get(*slot)?.as_ref()? {
            Bound::Class(id) => Some(Term::Class(*id)),
            Bound::Term(term) => Some(term.clone()),
            Bound::Attrs(_) => None,
        },
        // A number takes the element type of the result.
        Pat::Literal(number, _) => (graph.elem(root)? == Type::f32()).then(|| Term::float(*number))?,
        Pat::Proj(number, of) => Some(Term::Proj(*number, Box::new(build(graph, root, of, bound)?))),
        Pat::Op { kind, attrs, named, elem, operands } => {
            let props: Dict = match bound.get(*attrs)?.as_ref() {
                Some(Bound::Attrs(dict)) if *named => dict.clone(),
                _ if *named => return None,
                _ => Pat::plain(*kind),
            };
            let operands =
                operands.iter().map(|operand| build(graph, root, operand, bound)).collect::<Option<_>>()?;
            Some(Term::Op { kind: *kind, props, elem: *elem, results: 1, operands })
        }
    }
}
