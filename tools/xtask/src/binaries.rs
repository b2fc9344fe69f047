//! The tools as built programs, for whoever has to run them: tests, `docs`, `tidy`.
//!
//! Cargo tells a test where binaries are only for binaries of the test's own package, and builds
//! those of other packages under no promise. So we ask for them: one `cargo build` in the profile
//! and target folder of the running program, once per process. When they are fresh, as they are
//! inside `cargo test --workspace`, this takes a fraction of a second; they are never stale.
//! The whole workspace is named, because features are then resolved as for the tests and no
//! dependency is compiled a second time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::workspace;

/// Names of the tools that tests may call.
pub const TOOLS: [&str; 3] = ["tfl-opt", "tfl-translate", "tflc"];

/// Paths of the built tools.
#[derive(Clone, Debug)]
pub struct Binaries {
    paths: BTreeMap<String, PathBuf>,
}

impl Binaries {
    /// Path of the tool `name`; `None` when it is none of [`TOOLS`].
    pub fn path(&self, name: &str) -> Option<&Path> {
        self.paths.get(name).map(PathBuf::as_path)
    }

    /// What the tool prints for `args`, in the workspace's root.
    ///
    /// # Errors
    /// When it does not end with exit code 0, or prints no text.
    pub fn output(&self, name: &str, args: &[&str]) -> Result<String, String> {
        let path = self.path(name).ok_or_else(|| format!("no tool '{name}'"))?;
        let said = |what: String| format!("{name} {}: {what}", args.join(" "));
        let output = Command::new(path).args(args).current_dir(workspace::root()).output();
        let output = output.map_err(|e| said(e.to_string()))?;
        if !output.status.success() {
            return Err(said(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr))));
        }
        String::from_utf8(output.stdout).map_err(|_| said("prints bytes that are not text".to_owned()))
    }
}

/// The tools, built on first use.
///
/// `TFL_BIN_DIR` names a folder with finished binaries and skips the build.
///
/// # Errors
/// What cargo said, when a tool does not build.
pub fn built() -> Result<&'static Binaries, String> {
    static BUILT: OnceLock<Result<Binaries, String>> = OnceLock::new();
    BUILT.get_or_init(locate).as_ref().map_err(Clone::clone)
}

fn locate() -> Result<Binaries, String> {
    match std::env::var_os("TFL_BIN_DIR") {
        Some(dir) => in_folder(Path::new(&dir)),
        None => build(),
    }
}

fn in_folder(dir: &Path) -> Result<Binaries, String> {
    let mut paths = BTreeMap::new();
    for name in TOOLS {
        let path = dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if !path.is_file() {
            return Err(format!("TFL_BIN_DIR holds no '{name}': {} is no file", path.display()));
        }
        paths.insert(name.to_owned(), path);
    }
    Ok(Binaries { paths })
}

fn build() -> Result<Binaries, String> {
    let (target_dir, profile) = target_of_this_program()?;
    let output = workspace::cargo()
        .args(["build", "--workspace", "--bins", "--message-format=json-render-diagnostics"])
        .args(["--profile", &profile])
        .arg("--target-dir")
        .arg(&target_dir)
        .output()
        .map_err(|e| format!("cargo does not start: {e}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the tools do not build:\n{text}"));
    }
    let mut paths = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((name, path)) = executable(line) {
            paths.insert(name, path);
        }
    }
    match TOOLS.iter().find(|name| !paths.contains_key(**name)) {
        Some(missing) => Err(format!("cargo built no binary '{missing}'")),
        None => Ok(Binaries { paths }),
    }
}

/// The tool that a line of cargo's messages reports as built, with its path.
fn executable(line: &str) -> Option<(String, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let path = message.get("executable")?.as_str()?;
    let name = message.get("target")?.get("name")?.as_str()?;
    TOOLS.contains(&name).then(|| (name.to_owned(), PathBuf::from(path)))
}

/// Target folder and profile that this program was built in, from its own path:
/// `TARGET/release/xtask` or `TARGET/release/deps/lit-0123`.
fn target_of_this_program() -> Result<(PathBuf, String), String> {
    let exe = std::env::current_exe().map_err(|e| format!("own path unknown: {e}"))?;
    let mut dir = exe.parent().unwrap_or(Path::new("/"));
    if dir.ends_with("deps") {
        dir = dir.parent().unwrap_or(dir);
    }
    let profile = match dir.file_name().and_then(|n| n.to_str()) {
        Some("debug") => "dev",
        Some(name) => name,
        None => return Err(format!("{} is in no cargo target folder", exe.display())),
    };
    let target = dir.parent().unwrap_or(dir);
    Ok((target.to_path_buf(), profile.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_path_of_a_tool_from_a_message() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"tflc"},"executable":"/t/tflc"}"#;
        assert_eq!(executable(line), Some(("tflc".to_owned(), PathBuf::from("/t/tflc"))));
    }

    #[test]
    fn ignores_libraries_and_other_programs() {
        assert_eq!(executable(r#"{"target":{"name":"tflc"},"executable":null}"#), None);
        assert_eq!(executable(r#"{"target":{"name":"xtask"},"executable":"/t/xtask"}"#), None);
        assert_eq!(executable("warning: text"), None);
    }
}
