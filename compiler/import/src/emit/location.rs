//! Locations of operations: the node's name, and the Python call stack where the model carries it.

use std::path::Path;

use tfl_ir::{Loc, LocKind};

use crate::decode::decode;
use crate::error::Result;
use crate::proto::GraphDebugInfo;
use crate::proto::graph_debug_info::FileLineCol;
use crate::source::{Source, is_file};

/// Most frames of a call stack that are kept, innermost first.
const MAX_FRAMES: usize = 64;

/// Where nodes come from.
#[derive(Default)]
pub(crate) struct Locations {
    debug: GraphDebugInfo,
}

impl Locations {
    /// Reads the SavedModel's debug information, if it has any. Errors: a file that is none.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let file = folder.join("debug").join("saved_model_debug_info.pb");
        if !is_file(&file) {
            return Ok(Self::default());
        }
        let source = Source::open(&file)?;
        Ok(Self { debug: decode(source.bytes().clone(), "GraphDebugInfo", &file)? })
    }

    /// The location of a node of a function; the function is empty for the graph itself.
    pub(crate) fn node(&self, name: &str, function: &str) -> Loc {
        Loc::named(name, self.stack(&format!("{name}@{function}")))
    }

    /// Call sites from the innermost frame outwards.
    fn stack(&self, key: &str) -> Loc {
        let frames = self.frames(key);
        let mut locs = frames.iter().take(MAX_FRAMES).rev().map(|frame| self.frame(frame));
        let Some(outermost) = locs.next() else { return Loc::UNKNOWN };
        locs.fold(outermost, |caller, callee| Loc::new(LocKind::CallSite { callee, caller }))
    }

    fn frames(&self, key: &str) -> Vec<&FileLineCol> {
        if let Some(trace) = self.debug.traces.get(key) {
            return trace.file_line_cols.iter().collect();
        }
        let trace = self.debug.name_to_trace_id.get(key).and_then(|id| self.debug.traces_by_id.get(id));
        let ids = trace.map_or(&[][..], |trace| &trace.frame_id);
        ids.iter().take(MAX_FRAMES).filter_map(|id| self.debug.frames_by_id.get(id)).collect()
    }

    fn frame(&self, frame: &FileLineCol) -> Loc {
        let index = usize::try_from(frame.file_index).ok();
        let file = index.and_then(|i| self.debug.files.get(i)).map_or("", String::as_str);
        let number = |n: i32| u32::try_from(n).unwrap_or(0);
        Loc::file(file.into(), number(frame.line), number(frame.col))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::graph_debug_info::StackTrace;

    #[test]
    fn stacks_become_call_sites() {
        let frame = |line| FileLineCol { file_index: 0, line, ..Default::default() };
        let debug = GraphDebugInfo {
            files: vec!["model.py".into()],
            frames_by_id: [(7, frame(3)), (8, frame(40))].into(),
            traces_by_id: [(1, StackTrace { frame_id: vec![7, 8, 9], ..Default::default() })].into(),
            name_to_trace_id: [("conv@f".to_owned(), 1)].into(),
            ..Default::default()
        };
        let locations = Locations { debug };
        let at = |line| Loc::file("model.py".into(), line, 0);
        let stack = Loc::new(LocKind::CallSite { callee: at(3), caller: at(40) });
        assert_eq!(locations.node("conv", "f"), Loc::named("conv", stack));
        assert_eq!(locations.node("conv", "g"), Loc::name("conv"));
    }
}
