//! The options of `tfl-optimize` that are words.

use tfl_ir::pass::OptionValue;

use crate::eqsat::{Strategy, is_rule, near_rule};

/// Which rules are exact enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Numerics {
    /// Those that change no bit.
    Exact,
    /// Those that are exact in real numbers.
    Real,
}

/// What is to become small.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Goal {
    /// The time of a run.
    Latency,
    /// The file.
    Size,
}

/// Names of rules.
#[derive(Clone, Default, Debug)]
pub(crate) struct RuleNames(pub(crate) Vec<String>);

impl OptionValue for Numerics {
    const TYPE: &'static str = "exact or real";
    fn read(text: &str) -> Option<Numerics> {
        match text {
            "exact" => Some(Numerics::Exact),
            "real" => Some(Numerics::Real),
            _ => None,
        }
    }
    fn text(&self) -> String {
        match self {
            Numerics::Exact => "exact".to_owned(),
            Numerics::Real => "real".to_owned(),
        }
    }
}

impl OptionValue for Goal {
    const TYPE: &'static str = "latency or size";
    fn read(text: &str) -> Option<Goal> {
        match text {
            "latency" => Some(Goal::Latency),
            "size" => Some(Goal::Size),
            _ => None,
        }
    }
    fn text(&self) -> String {
        match self {
            Goal::Latency => "latency".to_owned(),
            Goal::Size => "size".to_owned(),
        }
    }
}

impl OptionValue for Strategy {
    const TYPE: &'static str = "saturate, greedy or descent";
    fn read(text: &str) -> Option<Strategy> {
        match text {
            "saturate" => Some(Strategy::Saturate),
            "greedy" => Some(Strategy::Greedy),
            "descent" => Some(Strategy::Descent),
            _ => None,
        }
    }
    fn text(&self) -> String {
        match self {
            Strategy::Saturate => "saturate".to_owned(),
            Strategy::Greedy => "greedy".to_owned(),
            Strategy::Descent => "descent".to_owned(),
        }
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

impl OptionValue for RuleNames {
    const TYPE: &'static str = "names of rules, with commas between them";
    fn read(text: &str) -> Option<RuleNames> {
        items(text).all(is_rule).then(|| RuleNames(items(text).map(str::to_owned).collect()))
    }
    fn hint(text: &str) -> Option<String> {
        let wrong = items(text).find(|item| !is_rule(item))?;
        Some(match near_rule(wrong) {
            Some(near) => format!("no rule is called '{}'; did you mean '{near}'?", wrong.escape_debug()),
            None => "'tflc rules' lists all rules".to_owned(),
        })
    }
    fn text(&self) -> String {
        self.0.join(",")
    }
}
