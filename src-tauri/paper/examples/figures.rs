//! How long paper takes here: `cargo run --release -p duologue-paper --example figures`.
//!
//! Each figure is taken in a process of its own, so that "first" is first. The book is set by
//! a child through a pipe, as in the app; the child prints its largest memory.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, reason = "figures")]

use chrono::{Days, NaiveDate};
use duologue_paper::press::{Order, Press, Progress, serve};
use duologue_paper::{
    Book, BookOf, ChosenKind, ChosenPage, Form, Paper, Section, Sheet, Standing, Summary,
    SummaryLine, Words, typeset,
};
use std::process::Command;
use std::time::Instant;

const TEXT: &str = "We sat on the back step after the kids were in bed and you asked me how it was \
    at work, and you did not pick up your phone once. I had not known how much I missed that \
    until it was there again. It was cold and we got a rug and said not a lot. ";
const JAPANESE: &str = "車の中の沈黙を、疲れているのだと思った。";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => all(),
        ["child"] => {
            serve(std::io::stdin(), std::io::stdout()).unwrap();
            eprintln!("  largest memory of the child: {} MiB", peak_mib());
        }
        ["summary", script] => summary(script),
        ["book", entries] => book(entries.parse().unwrap()),
        _ => eprintln!("no arguments: all figures"),
    }
}

fn all() {
    let me = std::env::current_exe().unwrap();
    for arguments in
        [&["summary", "latin"][..], &["summary", "japanese"], &["book", "1000"], &["book", "1320"]]
    {
        println!("{}", arguments.join(" "));
        assert!(Command::new(&me).args(arguments).status().unwrap().success());
    }
}

fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 28).unwrap()
}

fn page(typed: usize, text: &str) -> Sheet {
    use Section::*;
    let line = |section: Section, author| {
        let budget = section.budget(Form::Running);
        let text = text.chars().cycle().take(budget / 2 + typed % 40).collect();
        SummaryLine { section, author, text }
    };
    let both = [WentWell, Tried, Moment, Today, Worthwhile, Help];
    let lines =
        both.into_iter().flat_map(|section| [line(section, Some(0)), line(section, Some(1))]);
    Sheet::Summary(Summary {
        names: vec!["Noor".into(), "Sam".into()],
        made: day(),
        from: day(),
        to: day(),
        form: Form::Running,
        standing: Standing::NotApproved,
        lines: lines.collect(),
    })
}

fn summary(script: &str) {
    let text = if script == "latin" { TEXT } else { JAPANESE };
    let words = Words::of("en");
    let milliseconds = |from: Instant| from.elapsed().as_secs_f64() * 1000.0;
    let mut to_pdf = Vec::new();
    let mut to_preview = Vec::new();
    for typed in 0..40 {
        let sheet = page(typed, text);
        let began = Instant::now();
        let sheets = typeset(&sheet, &words, Paper::A4).unwrap();
        let pages: Vec<String> = (0..sheets.page_count()).map(|n| sheets.svg(n).unwrap()).collect();
        to_preview.push(milliseconds(began));
        let began = Instant::now();
        let again = typeset(&page(typed + 41, text), &words, Paper::A4).unwrap();
        to_pdf.push((milliseconds(began), again.pdf().unwrap().len()));
        let total = milliseconds(began);
        to_pdf.last_mut().unwrap().0 = total;
        assert!(!pages.is_empty());
    }
    println!("  first preview: {:.0} ms; PDF right after: {:.0} ms", to_preview[0], to_pdf[0].0);
    let mut later: Vec<f64> = to_preview[1..].to_vec();
    later.sort_by(f64::total_cmp);
    println!(
        "  preview after: median {:.1} ms, worst {:.1} ms",
        later[later.len() / 2],
        later[later.len() - 1]
    );
    let mut later: Vec<f64> = to_pdf[1..].iter().map(|(time, _)| *time).collect();
    later.sort_by(f64::total_cmp);
    println!(
        "  PDF after: median {:.1} ms, worst {:.1} ms",
        later[later.len() / 2],
        later[later.len() - 1]
    );
    println!("  largest memory: {} MiB", peak_mib());
}

fn book(count: usize) {
    let entry = |n: usize| {
        let paragraph =
            |m: usize| -> String { TEXT.chars().cycle().skip(n * 7 + m * 31).take(425).collect() };
        let paragraphs: Vec<String> = (0..4).map(paragraph).collect();
        ChosenPage {
            on: day() + Days::new((n * 365 / count) as u64),
            author: if n.is_multiple_of(2) { "Noor" } else { "Sam" }.into(),
            kind: ChosenKind::Page { markdown: paragraphs.join("\n\n") },
        }
    };
    let entries: Vec<ChosenPage> = (0..count).map(entry).collect();
    let book = Book {
        title: "Our year".into(),
        names: vec!["Noor".into(), "Sam".into()],
        from: day(),
        to: day() + Days::new(365),
        made: day() + Days::new(365),
        of: BookOf::Ours,
        entries,
    };
    let order = Order { sheet: Sheet::Book(book), language: "en".into(), paper: Paper::A4 };
    let began = Instant::now();
    let mut child = Command::new(std::env::current_exe().unwrap());
    let mut press = Press::start(child.arg("child"), &order).unwrap();
    loop {
        match press.wait().unwrap() {
            Progress::Set(set) => {
                println!("  {} pages set after {:.1} s", set.pages, began.elapsed().as_secs_f64());
            }
            Progress::Done(pdf) => {
                let (seconds, kib) = (began.elapsed().as_secs_f64(), pdf.len() / 1024);
                println!("  PDF of {kib} KiB after {seconds:.1} s");
                break;
            }
        }
    }
    let mut waits =
        Press::start(Command::new(std::env::current_exe().unwrap()).arg("child"), &order).unwrap();
    let stop = waits.stop();
    let waiting = std::thread::spawn(move || waits.wait().is_err());
    std::thread::sleep(std::time::Duration::from_millis(500));
    let began = Instant::now();
    stop.now();
    assert!(waiting.join().unwrap());
    println!("  stopped within {:.1} ms", began.elapsed().as_secs_f64() * 1000.0);
}
