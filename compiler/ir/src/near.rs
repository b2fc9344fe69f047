//! Near misses: what a misspelt name may have meant.

/// The name of `known` closest to `wrong`, if one is close enough to be a plausible misspelling. Of
/// equally close ones the first in byte order.
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A name of a megabyte is no misspelling of anything.
    if wrong.is_empty() || wrong.len() > 200 {
        return None;
    }
    let allowed = (wrong.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter(|name| name.len().abs_diff(wrong.len()) <= allowed * 4)
        .map(|name| (distance(wrong, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// Edits (insert, delete, replace, swap neighbours) between two words; case and `-`/`_` do not count.
fn distance(a: &str, b: &str) -> usize {
    let fold = |text: &str| -> Vec<char> {
        text.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
    };
    let (a, b) = (fold(a), fold(b));
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_find_their_word() {
        let known = ["canonicalize", "cse", "symbol-dce", "inline"];
        assert_eq!(closest("canonicalise", known), Some("canonicalize"));
        assert_eq!(closest("symbol_dce", known), Some("symbol-dce"));
        assert_eq!(closest("ces", known), Some("cse"));
        assert_eq!(closest("quantize", known), None);
        assert_eq!(closest("", known), None);
    }
}
