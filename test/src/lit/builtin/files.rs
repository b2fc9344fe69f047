//! Commands that look at files or change them.

use std::fs;
use std::path::Path;

use super::{Fault, Input};

pub(super) fn cmp(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let [a, b] = input.exactly("cmp A B")?;
    let (left, right) = (input.read(a)?, input.read(b)?);
    match left.iter().zip(&right).position(|(x, y)| x != y) {
        Some(at) => Err(Fault::No(format!("{a} and {b} differ at byte {at}"))),
        None if left.len() == right.len() => Ok(Vec::new()),
        None => Err(Fault::No(format!("{a} has {} bytes, {b} has {}", left.len(), right.len()))),
    }
}

pub(super) fn diff(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let [a, b] = input.exactly("diff A B")?;
    let (left, right) = (input.read(a)?, input.read(b)?);
    match first_difference(&String::from_utf8_lossy(&left), &String::from_utf8_lossy(&right)) {
        None => Ok(Vec::new()),
        Some((line, was, is)) => {
            Err(Fault::No(format!("{a} and {b} differ at line {line}\n- {was}\n+ {is}\n")))
        }
    }
}

/// Number and both texts of the first line that is not the same; a missing line shows as such.
pub(crate) fn first_difference<'a>(left: &'a str, right: &'a str) -> Option<(usize, &'a str, &'a str)> {
    let (mut left, mut right) = (left.lines(), right.lines());
    for line in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => return Some((line, a.unwrap_or("(no line)"), b.unwrap_or("(no line)"))),
        }
    }
    None
}

pub(super) fn test(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let usage = || Fault::Usage("expected test [!] -f | -d | -e | -s PATH".to_owned());
    let (negated, rest) = match input.args.split_first() {
        Some((first, rest)) if first == "!" => (true, rest),
        _ => (false, input.args),
    };
    let [kind, arg] = rest else { return Err(usage()) };
    let path = input.path(arg);
    let holds = match kind.as_str() {
        "-f" => path.is_file(),
        "-d" => path.is_dir(),
        "-e" => path.exists(),
        "-s" => fs::metadata(&path).is_ok_and(|data| data.len() > 0),
        _ => return Err(usage()),
    };
    match holds == negated {
        true => Err(Fault::No(format!("does not hold: test {}", input.args.join(" ")))),
        false => Ok(Vec::new()),
    }
}

pub(super) fn mkdir(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let parents = input.args.iter().any(|arg| arg == "-p");
    for arg in input.args.iter().filter(|arg| *arg != "-p") {
        let path = input.path(arg);
        let made = if parents { fs::create_dir_all(path) } else { fs::create_dir(path) };
        made.map_err(|e| Fault::No(format!("{arg}: {e}")))?;
    }
    Ok(Vec::new())
}

pub(super) fn cp(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let recursive = input.args.first().is_some_and(|arg| arg == "-r");
    let [from, to] = &input.args[usize::from(recursive)..] else {
        return Err(Fault::Usage("expected cp [-r] FROM TO".to_owned()));
    };
    let (source, target) = (input.path(from), input.path(to));
    let copied = if recursive { copy_tree(&source, &target) } else { fs::copy(source, target).map(|_| ()) };
    copied.map_err(|e| Fault::No(format!("{from} to {to}: {e}")))?;
    Ok(Vec::new())
}

fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

pub(super) fn rm(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let (flags, paths): (Vec<&String>, Vec<&String>) = input.args.iter().partition(|a| a.starts_with('-'));
    let has = |letter: char| flags.iter().any(|flag| flag.contains(letter));
    for arg in paths {
        let path = input.path(arg);
        if !path.starts_with(input.folder) {
            return Err(Fault::Usage(format!("{arg} is outside the test's own folder")));
        }
        let removed =
            if path.is_dir() && has('r') { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        if let Err(e) = removed
            && !(has('f') && e.kind() == std::io::ErrorKind::NotFound)
        {
            return Err(Fault::No(format!("{arg}: {e}")));
        }
    }
    Ok(Vec::new())
}

pub(super) fn split_file(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let [file, folder] = input.exactly("split-file FILE DIR")?;
    let text = String::from_utf8_lossy(&input.read(file)?).into_owned();
    let folder = input.path(folder);
    let mut parts: Vec<(&str, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.trim_end().strip_prefix("//--- "), parts.last_mut()) {
            (Some(name), _) => parts.push((name, String::new())),
            (None, Some((_, part))) => part.push_str(line),
            (None, None) => {} // before the first part: the RUN lines
        }
    }
    if parts.is_empty() {
        return Err(Fault::Usage(format!("{file} has no '//--- NAME' line")));
    }
    for (name, part) in parts {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, part));
        written.map_err(|e| Fault::No(format!("{name}: {e}")))?;
    }
    Ok(Vec::new())
}
