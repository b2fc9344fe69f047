//! Time and counters of the members of a pipeline, and the reports of them.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::{Element, Pipeline};

/// What was measured of each member of a pipeline, by its number in the order of the text.
pub(super) struct Measures {
    members: Vec<Member>,
    started: Instant,
}

struct Member {
    nanos: AtomicU64,
    counters: Vec<AtomicU64>,
}

impl Measures {
    pub(super) fn new(pipeline: &Pipeline) -> Measures {
        let mut members = Vec::with_capacity(pipeline.size());
        add_members(pipeline, &mut members);
        Measures { members, started: Instant::now() }
    }

    /// The counters of the member with number `id`.
    pub(super) fn counters(&self, id: usize) -> &[AtomicU64] {
        self.members.get(id).map_or(&[], |member| &member.counters)
    }

    /// Runs `work` and counts its time for the member with number `id`.
    pub(super) fn time<T>(&self, id: usize, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        let nanos = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        if let Some(member) = self.members.get(id) {
            member.nanos.fetch_add(nanos, Ordering::Relaxed);
        }
        result
    }

    fn nanos(&self, id: usize) -> u64 {
        self.members.get(id).map_or(0, |member| member.nanos.load(Ordering::Relaxed))
    }

    /// The tree of times. A pass on functions counts the time of all threads.
    pub(super) fn time_report(&self, pipeline: &Pipeline) -> String {
        let total = self.started.elapsed();
        let mut text = heading("Execution time report");
        let _ = writeln!(text, "  Total Execution Time: {:.4} seconds\n", total.as_secs_f64());
        text.push_str("  ----Wall Time----  ----Name----\n");
        let mut row = |nanos: u64, depth: usize, name: &str| {
            let seconds = Duration::from_nanos(nanos).as_secs_f64();
            let share = 100.0 * seconds / total.as_secs_f64().max(1e-9);
            let _ = writeln!(text, "  {seconds:8.4} ({share:5.1}%)  {:1$}{name}", "", depth * 2);
        };
        self.time_rows(pipeline, &mut 0, 0, &mut row);
        row(u64::try_from(total.as_nanos()).unwrap_or(u64::MAX), 0, "Total");
        text
    }

    fn time_rows(
        &self,
        pipeline: &Pipeline,
        next: &mut usize,
        depth: usize,
        row: &mut impl FnMut(u64, usize, &str),
    ) {
        for element in &pipeline.elements {
            let id = *next;
            *next += 1;
            match element {
                Element::Pass(pass) => row(self.nanos(id), depth, pass.info().name),
                Element::Nested(nested) => {
                    row(self.nanos(id), depth, &format!("'{}' Pipeline", nested.anchor.as_str()));
                    self.time_rows(nested, next, depth + 1, row);
                }
            }
        }
    }

    /// The counters of all passes that have any.
    pub(super) fn statistics_report(&self, pipeline: &Pipeline) -> String {
        let mut text = heading("Pass statistics report");
        self.statistics_rows(pipeline, &mut 0, 0, &mut text);
        text
    }

    fn statistics_rows(&self, pipeline: &Pipeline, next: &mut usize, depth: usize, text: &mut String) {
        let indent = depth * 2;
        for element in &pipeline.elements {
            let id = *next;
            *next += 1;
            match element {
                Element::Pass(pass) => {
                    let _ = writeln!(text, "{:indent$}{}", "", pass.info().name);
                    for (stat, counter) in pass.info().stats.iter().zip(self.counters(id)) {
                        let (count, doc) = (counter.load(Ordering::Relaxed), stat.doc.trim());
                        let name = stat.name.replace('_', "-");
                        let _ = writeln!(text, "{:indent$}  (S) {count:8} {name} - {doc}", "");
                    }
                }
                Element::Nested(nested) => {
                    let _ = writeln!(text, "{:indent$}'{}' Pipeline", "", nested.anchor.as_str());
                    self.statistics_rows(nested, next, depth + 1, text);
                }
            }
        }
    }
}

fn add_members(pipeline: &Pipeline, members: &mut Vec<Member>) {
    for element in &pipeline.elements {
        let counters = match element {
            Element::Pass(pass) => pass.info().stats.len(),
            Element::Nested(_) => 0,
        };
        let counters = (0..counters).map(|_| AtomicU64::new(0)).collect();
        members.push(Member { nanos: AtomicU64::new(0), counters });
        if let Element::Nested(nested) = element {
            add_members(nested, members);
        }
    }
}

fn heading(title: &str) -> String {
    let line = format!("===-{}-===\n", "-".repeat(73));
    let title = format!("... {title} ...");
    format!("{line}{title:^80}\n{line}").replace(" \n", "\n")
}
