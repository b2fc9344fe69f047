//! `test/goldens.txt`: the models that take part.

use super::Limit;

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Folder of the model in the shared models.
    pub folder: String,
    /// The model's id in the folder's `info.json`.
    pub id: String,
    /// Whose outputs are the right ones: `ref` or `xnn` (LiteRT), or `tf`.
    pub engine: String,
    /// How far outputs may be away.
    pub(crate) limit: Limit,
}

/// Reads the table: `FOLDER ID ENGINE LIMIT` a line, `#` starts a comment.
///
/// # Errors
/// The line that is not of this form.
pub fn rows(text: &str) -> Result<Vec<Row>, String> {
    let mut out = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let wrong = |what: &str| format!("line {}: {what}", index + 1);
        match words.as_slice() {
            [] => {}
            [folder, id, engine @ ("ref" | "xnn" | "tf"), limit] => out.push(Row {
                folder: (*folder).to_owned(),
                id: (*id).to_owned(),
                engine: (*engine).to_owned(),
                limit: Limit::parse(limit).ok_or_else(|| wrong("a limit is 'exact' or a small number"))?,
            }),
            _ => return Err(wrong("expected FOLDER ID ref|xnn|tf LIMIT")),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_and_skips_comments() {
        let rows =
            rows("# table\nmlperf_ad01 int8 ref exact\nbasic_pitch savedmodel tf 1e-4 # why\n").unwrap();
        assert_eq!((rows.len(), rows[1].folder.as_str()), (2, "basic_pitch"));
        assert_eq!((rows[0].limit, rows[1].limit), (Limit::Exact, Limit::OfRange(1e-4)));
    }

    #[test]
    fn refuses_other_lines() {
        assert!(rows("a b c d\n").unwrap_err().starts_with("line 1"));
        assert!(rows("a b ref loose\n").unwrap_err().contains("limit"));
        assert!(rows("a b ref 2.0\n").unwrap_err().contains("limit"));
    }
}
