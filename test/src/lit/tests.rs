//! The interpreter on files made here: what passes, what fails, and with which words.

use super::*;

/// Runs a test file with this text, in a folder that is gone afterwards.
fn run(text: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.mlir");
    std::fs::write(&file, text).unwrap();
    let suite = Suite {
        source: folder.path().to_path_buf(),
        scratch: folder.path().join("out"),
        features: vec!["linux".to_owned(), "x86_64".to_owned()],
    };
    suite.run(&file).map_err(|failure| failure.0)
}

fn passes(name: &str, text: &str) {
    if let Err(why) = run(text) {
        panic!("{name}: {why}");
    }
}

fn fails(name: &str, text: &str, words: &[&str]) {
    let why = run(text).expect_err(name);
    for word in words {
        assert!(why.contains(word), "{name}: '{word}' is not in\n{why}");
    }
}

#[test]
fn a_pipe_feeds_filecheck() {
    passes("pipe", "// RUN: cat %s | FileCheck %s\n// CHECK: some text\nsome text\n");
    fails(
        "pipe-no",
        "// RUN: echo other | FileCheck %s\n// CHECK: some\n",
        &["RUN line 1", "exit code 1", "some"],
    );
}

#[test]
fn a_failing_part_of_a_pipe_fails_it() {
    fails("pipefail", "// RUN: cat absent | count 0\n", &["cat absent", "exit code 1", "absent:"]);
}

#[test]
fn not_turns_the_verdict_round() {
    passes("not", "// RUN: not cat absent\n// RUN: not not echo a\n");
    fails("not-no", "// RUN: not echo a\n", &["not: the command passed"]);
    fails("not-crash", "// RUN: not --crash cat absent\n", &["did not crash"]);
}

#[test]
fn exits_asks_for_one_code() {
    passes("exits", "// RUN: exits 1 cat absent\n");
    fails("exits-no", "// RUN: exits 2 cat absent\n", &["expected exit code 2, found 1"]);
}

#[test]
fn joints_choose_what_runs() {
    passes("joints", "// RUN: cat absent || echo a && echo b ; echo c\n");
    fails("and", "// RUN: cat absent && echo a\n", &["exit code 1"]);
    fails("then", "// RUN: cat absent ; echo a\n", &["exit code 1"]);
}

#[test]
fn files_of_its_own() {
    passes(
        "files",
        "// RUN: echo -n one > %t && echo two >> %t && cat < %t | count 1\n\
         // RUN: test -f %t && test ! -e %t.other && test -d %T\n\
         // RUN: cp %t %t.copy && cmp %t %t.copy && rm %t && not test -e %t\n\
         // RUN: mkdir -p %t.dir/a && test -d %t.dir/a && rm -r %t.dir\n",
    );
    fails("cmp", "// RUN: echo a > %t && echo b > %t2 && cmp %t %t2\n", &["differ at byte 0"]);
    fails("diff", "// RUN: echo a > %t && echo b > %t2 && diff %t %t2\n", &["line 1", "- a", "+ b"]);
}

#[test]
fn standard_error_can_be_kept_merged_or_dropped() {
    passes(
        "stderr",
        "// RUN: not cat absent 2> %t && cat %t | FileCheck %s\n\
         // RUN: not cat absent 2>&1 | FileCheck %s\n\
         // CHECK: absent\n",
    );
}

#[test]
fn texts_made_on_the_spot() {
    passes("repeat", "// RUN: repeat 3 'a\\n' | count 3\n// RUN: printf '\\xff' > %t && test -s %t\n");
    passes("head", "// RUN: repeat 9 'a\\n' | head -n 2 | count 2\n// RUN: echo abc | head -c 1 > %t\n");
    passes("percent", "// RUN: echo %%s %0 | FileCheck %s\n// CHECK: {{^}}%s %0{{$}}\n");
    let split = "// RUN: split-file %s %t && cat %t/b | FileCheck %s\n// CHECK-NOT: one\n// CHECK: two\n";
    passes("split", &format!("{split}//--- a\none\n//--- b\ntwo\n"));
}

#[test]
fn features_decide_whether_it_runs() {
    passes("requires", "// REQUIRES: windows\n// RUN: cat absent\n");
    passes("unsupported", "// UNSUPPORTED: linux\n// RUN: cat absent\n");
    passes("xfail", "// XFAIL: linux\n// RUN: cat absent\n");
    fails("xpass", "// XFAIL: *\n// RUN: echo a\n", &["XFAIL"]);
    fails("feature", "// REQUIRES: linus\n// RUN: echo a\n", &["unknown feature 'linus'", "linux"]);
}

#[test]
fn a_wrong_test_is_no_failing_command() {
    fails("unknown", "// RUN: not sed s/a/b/ %s\n", &["unknown command 'sed'", "FileCheck"]);
    fails("usage", "// RUN: not count\n", &["count: expected count N"]);
    fails("xfail-unknown", "// XFAIL: *\n// RUN: sed\n", &["unknown command"]);
    fails("check-file", "// RUN: not FileCheck absent\n", &["absent"]);
}
