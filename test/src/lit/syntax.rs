//! The command language of `RUN:` lines: words, quotes, pipes, joints, redirections.

/// How a pipeline is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// `;`, and the first one: runs in any case, and the one before it has to have passed.
    Then,
    /// `&&`: runs if the one before it passed.
    And,
    /// `||`: runs if the one before it failed.
    Or,
}

/// Commands that feed each other.
pub(super) type Pipeline = Vec<Command>;

/// A command with its redirections.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// Name and arguments, without their quotes, substitutions not yet made.
    pub(super) words: Vec<String>,
    /// `< FILE`.
    pub(super) stdin: Option<String>,
    /// `> FILE` or `>> FILE`.
    pub(super) stdout: Option<Target>,
    /// `2> FILE` or `2>> FILE`.
    pub(super) stderr: Option<Target>,
    /// `2>&1`: both streams as one, in the order of writing.
    pub(super) merged: bool,
}

/// A file written by a redirection.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The file.
    pub(super) path: String,
    /// Keep what the file holds.
    pub(super) append: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Pipe,
    Joint(Joint),
    In,
    Out { append: bool },
    Err { append: bool },
    Merge,
}

/// Takes a command line apart.
pub(super) fn parse(text: &str) -> Result<Vec<(Joint, Pipeline)>, String> {
    let mut out = Vec::new();
    let mut joint = Joint::Then;
    let mut pipeline = Pipeline::new();
    let mut command = Command::default();
    let mut tokens = tokens(text)?.into_iter();
    while let Some(token) = tokens.next() {
        let mut path = || match tokens.next() {
            Some(Token::Word(word)) => Ok(word),
            _ => Err("a redirection needs a file".to_owned()),
        };
        match token {
            Token::Word(word) => command.words.push(word),
            Token::In => command.stdin = Some(path()?),
            Token::Out { append } => {
                if command.merged {
                    return Err("write '> FILE 2>&1': the order says where errors go".to_owned());
                }
                command.stdout = Some(Target { path: path()?, append });
            }
            Token::Err { append } => command.stderr = Some(Target { path: path()?, append }),
            Token::Merge => command.merged = true,
            Token::Pipe => pipeline.push(complete(std::mem::take(&mut command))?),
            Token::Joint(next) => {
                pipeline.push(complete(std::mem::take(&mut command))?);
                out.push((joint, std::mem::take(&mut pipeline)));
                joint = next;
            }
        }
    }
    pipeline.push(complete(command)?);
    out.push((joint, pipeline));
    Ok(out)
}

fn complete(command: Command) -> Result<Command, String> {
    match command.words.is_empty() {
        true => Err("a command is missing beside '|', '&&', '||' or ';'".to_owned()),
        false => Ok(command),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let operator = operator(rest);
        let (token, after) = match operator {
            Some((token, length)) => (token, &rest[length..]),
            None => word(rest)?,
        };
        out.push(token);
        rest = after.trim_start();
    }
    Ok(out)
}

/// The operator at the start of `text`, with its length.
fn operator(text: &str) -> Option<(Token, usize)> {
    let table = [
        ("2>&1", Token::Merge),
        ("2>>", Token::Err { append: true }),
        ("2>", Token::Err { append: false }),
        (">>", Token::Out { append: true }),
        (">", Token::Out { append: false }),
        ("<", Token::In),
        ("||", Token::Joint(Joint::Or)),
        ("|", Token::Pipe),
        ("&&", Token::Joint(Joint::And)),
        (";", Token::Joint(Joint::Then)),
    ];
    table.into_iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, token)| (token, sign.len()))
}

/// The word at the start of `text`, and what follows it.
fn word(text: &str) -> Result<(Token, &str), String> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c.is_whitespace() || "|;<>".contains(c) => return Ok((Token::Word(out), &text[at..])),
            '&' if text[at..].starts_with("&&") => return Ok((Token::Word(out), &text[at..])),
            '\'' | '"' => loop {
                match chars.next() {
                    None => return Err(format!("the quote {c} has no end")),
                    Some((_, end)) if end == c => break,
                    Some((_, '\\')) if c == '"' => match chars.next() {
                        Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => out.push(escaped),
                        Some((_, other)) => out.extend(['\\', other]),
                        None => return Err("the quote \" has no end".to_owned()),
                    },
                    Some((_, other)) => out.push(other),
                }
            },
            '\\' => match chars.next() {
                Some((_, escaped)) => out.push(escaped),
                None => return Err("a backslash at the end of the command".to_owned()),
            },
            '$' | '`' | '*' | '&' | '(' | ')' => {
                return Err(format!("'{c}' needs quotes: RUN lines are not run by a shell"));
            }
            c => out.push(c),
        }
    }
    Ok((Token::Word(out), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut parsed = parse(text).unwrap();
        assert_eq!(parsed.len(), 1);
        parsed.remove(0).1.remove(0).words
    }

    #[test]
    fn quotes_keep_a_word_together() {
        assert_eq!(words(r#"a 'b c' "d \" e" f'g h'i"#), ["a", "b c", "d \" e", "fg hi"]);
        assert_eq!(words(r"--pass-pipeline='builtin.module(func.func(cse))'").len(), 1);
        assert_eq!(words("a ''"), ["a", ""]);
    }

    #[test]
    fn pipes_and_joints() {
        let parsed = parse("a | b && c || d ; e").unwrap();
        let shape: Vec<_> = parsed.iter().map(|(joint, pipeline)| (*joint, pipeline.len())).collect();
        assert_eq!(shape, [(Joint::Then, 2), (Joint::And, 1), (Joint::Or, 1), (Joint::Then, 1)]);
    }

    #[test]
    fn redirections_belong_to_their_command() {
        let parsed = parse("a < in 2>&1 | b > out 2> err").unwrap();
        let [first, second] = &parsed[0].1[..] else { panic!("two commands") };
        assert_eq!((first.stdin.as_deref(), first.merged), (Some("in"), true));
        assert_eq!(second.stdout.as_ref().unwrap().path, "out");
        assert_eq!(second.stderr.as_ref().unwrap().path, "err");
        assert_eq!(second.words, ["b"]);
    }

    #[test]
    fn what_only_a_shell_could_do_is_an_error() {
        for text in ["a $HOME", "a `b`", "rm *.o", "a & b", "(a)"] {
            assert!(parse(text).unwrap_err().contains("needs quotes"), "{text}");
        }
        assert!(parse("a |").unwrap_err().contains("missing"));
        assert!(parse("a 'b").unwrap_err().contains("no end"));
        assert!(parse("a >").unwrap_err().contains("needs a file"));
        assert!(parse("a 2>&1 > f").unwrap_err().contains("order"));
    }
}
