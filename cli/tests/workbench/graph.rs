//! `recoup pack graph`: every pack in every format is a picture that can be read,
//! and it says what the law and the answer say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use layout::gv::DotParser;
use recoup_engine::graph::{Edge, Element, Pack};
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::common::{complaint, folder, hold, root, run};
use crate::library;

/// What the program drew.
fn draw(args: &[&str]) -> String {
    let output = run(&root(), &[&["pack", "graph"], args].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or("0").parse().unwrap()
}

fn class<'d>(node: Node<'d, '_>) -> &'d str {
    node.attribute("class").unwrap_or_default()
}

/// The elements of a class.
fn all<'d>(document: &'d Document<'_>, wanted: &str) -> Vec<Node<'d, 'd>> {
    let found =
        document.descendants().filter(|node| class(*node).split(' ').next() == Some(wanted));
    found.collect()
}

#[derive(Debug, Clone, Copy)]
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    fn of(node: Node<'_, '_>) -> Box {
        let (left, top) = (number(node, "x"), number(node, "y"));
        Box { left, top, right: left + number(node, "width"), bottom: top + number(node, "height") }
    }

    fn overlaps(self, other: Box) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether a point lies well within it.
    fn holds(self, (x, y): (f64, f64)) -> bool {
        let inner = 1.0;
        x > self.left + inner
            && x < self.right - inner
            && y > self.top + inner
            && y < self.bottom - inner
    }
}

/// The widths of the letters from space to tilde in DejaVu Sans, of the widest among
/// the fonts that people read screens in, as thousandths of its size; then bold.
const WIDTHS: [[u16; 95]; 2] = [
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
        636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
        770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
        684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
        525, 636, 337, 636, 838,
    ],
    [
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696,
        696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734,
        830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812,
        774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
        712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652,
        582, 712, 365, 712, 838,
    ],
];

fn width(text: Node<'_, '_>) -> f64 {
    let widths = &WIDTHS[usize::from(text.attribute("font-weight").is_some())];
    let letter = |letter: char| match letter {
        ' '..='~' => f64::from(widths[letter as usize - 32]),
        _ => 1000.0,
    };
    let said = text.text().unwrap_or_default();
    said.chars().map(letter).sum::<f64>() / 1000.0 * number(text, "font-size")
}

/// Points along a line, close to each other.
fn points(path: &str) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let mut at = (0.0, 0.0);
    let starts: Vec<usize> = path.match_indices(['M', 'L', 'C']).map(|(at, _)| at).collect();
    for (number, start) in starts.iter().enumerate() {
        let part = &path[*start..starts.get(number + 1).copied().unwrap_or(path.len())];
        let numbers: Vec<f64> =
            part[1..].split_whitespace().map(|number| number.parse().unwrap()).collect();
        let corners: Vec<(f64, f64)> = numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        let end = corners[corners.len() - 1];
        for step in 0..=50 {
            let t = f64::from(step) / 50.0;
            let u = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            points.push(match (part.as_bytes()[0], corners.as_slice()) {
                (b'C', [one, two, three]) => {
                    (mix(at.0, one.0, two.0, three.0), mix(at.1, one.1, two.1, three.1))
                }
                (b'L', [to]) => (u * at.0 + t * to.0, u * at.1 + t * to.1),
                _ => end,
            });
        }
        at = end;
    }
    points
}

/// How much lighter one colour is than another, by the Web Content Accessibility
/// Guidelines.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
    };
    let (one, other) = (light(one), light(other));
    f64::max(one, other) / f64::min(one, other)
}

/// What must be so of every picture in SVG.
fn is_a_good_picture(name: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    let top = document.root_element();
    assert_eq!(top.attribute("role"), Some("img"), "{name}");
    for (tag, id) in
        ["title", "desc"].iter().zip(top.attribute("aria-labelledby").unwrap().split(' '))
    {
        let found =
            top.children().find(|node| node.has_tag_name(*tag) || node.tag_name().name() == *tag);
        let found = found.unwrap_or_else(|| panic!("{name} has no {tag}"));
        assert_eq!(found.attribute("id"), Some(id), "{name}");
        assert!(
            found.text().is_some_and(|text| text.len() > 10),
            "{name} says nothing in its {tag}"
        );
    }
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        assert!(
            ["svg", "title", "desc", "rect", "g", "path", "text"].contains(&tag),
            "{name}: {tag}"
        );
        let loads = node.attributes().any(|it| {
            it.name().ends_with("href")
                || it.name().starts_with("on")
                || it.value().contains("url(")
        });
        assert!(!loads, "{name} loads or runs something");
    }
    let page = Box::of(top);
    let boxes: Vec<Box> = all(&document, "box").into_iter().map(Box::of).collect();
    for (at, one) in boxes.iter().enumerate() {
        for other in &boxes[at + 1..] {
            assert!(!one.overlaps(*other), "{name}: {one:?} and {other:?} overlap");
        }
        assert!(one.right <= page.right && one.bottom <= page.bottom, "{name}: {one:?} is cut off");
    }
    for node in all(&document, "node") {
        let edge = Box::of(node.children().find(|one| class(*one) == "box").unwrap());
        for text in node.descendants().filter(|one| one.tag_name().name() == "text") {
            let (left, base) = (number(text, "x"), number(text, "y"));
            let fits = left >= edge.left
                && left + width(text) <= edge.right
                && base <= edge.bottom
                && base - number(text, "font-size") * 0.8 >= edge.top;
            assert!(fits, "{name}: `{}` is not within {edge:?}", text.text().unwrap_or_default());
        }
        for entry in node.children().filter(|one| class(*one) == "entry") {
            let hover = entry.children().find(|one| one.tag_name().name() == "title").unwrap();
            let id = entry.attribute("data-id").unwrap();
            assert!(hover.text().unwrap().contains(id), "{name}: {id} is not told");
        }
    }
    let fills = |tag: &str| -> BTreeSet<String> {
        let found = document.descendants().filter(|node| node.tag_name().name() == tag);
        let fills = found.filter_map(|node| node.attribute("fill"));
        fills.filter(|fill| fill.starts_with('#')).map(str::to_owned).collect()
    };
    // No words stand on a stripe.
    let stripe = "#1b7030";
    for ink in fills("text") {
        for ground in fills("rect").iter().filter(|ground| *ground != stripe) {
            assert!(contrast(&ink, ground) >= 4.5, "{name}: {ink} on {ground}");
        }
    }
    for link in all(&document, "link") {
        let path = link.children().find(|one| one.tag_name().name() == "path").unwrap();
        let points = points(path.attribute("d").unwrap());
        for edge in &boxes {
            let through = points.iter().any(|point| edge.holds(*point));
            let told = link.children().find_map(|one| one.text()).unwrap_or_default();
            assert!(!through, "{name}: the line `{told}` leads through {edge:?}");
        }
    }
}

#[test]
fn every_pack_is_drawn_in_every_format() {
    for pack in library().packs() {
        let id = pack.id.as_str();
        is_a_good_picture(id, &draw(&[id]));
        is_dot(&draw(&[id, "--format", "dot"]));
        is_mermaid(&draw(&[id, "--format", "mermaid"]));
    }
}

#[test]
fn every_thing_of_a_pack_is_drawn_by_itself() {
    let library = library();
    let pack = library.pack("us-ca").unwrap();
    let ids: BTreeSet<&str> = pack.graph().node_weights().map(|one| pack.name_of(*one)).collect();
    // One of seven: all of them take long.
    for id in ids.into_iter().step_by(7) {
        is_a_good_picture(id, &draw(&["us-ca", "--focus", id]));
    }
    for args in [
        ["us-ca", "--focus", "appeal", "--steps", "2"],
        ["us-tx", "--focus", "enforcement", "--steps", "2"],
        ["us-pa", "--focus", "transcript_filed", "--steps", "3"],
    ] {
        is_a_good_picture(args[2], &draw(&args));
    }
}

/// Every id that has a period and a procedure, or is a hub.
#[test]
fn the_ids_that_editors_ask_for_are_good_pictures() {
    for pack in ["us-ca", "us-tx", "us-ny", "us-pa"] {
        for id in ["appeal", "enforcement", "writ_of_execution", "judgment_entered"] {
            is_a_good_picture(&format!("{pack} {id}"), &draw(&[pack, "--focus", id]));
        }
    }
}

fn is_dot(dot: &str) {
    if let Err(error) = DotParser::new(dot).process() {
        panic!("{error}\n{dot}");
    }
}

/// There is no reader of Mermaid in Rust: what can end a text or begin something else
/// must not stand within one.
fn is_mermaid(text: &str) {
    assert!(text.starts_with("flowchart LR\n"));
    for line in text.lines().filter(|line| line.contains('"')) {
        assert_eq!(line.matches('"').count(), 2, "{line}");
        let said = line.split('"').nth(1).unwrap().replace("<br/>", " ");
        assert!(!said.contains(['<', '>', '&', '`', '$', '%', '\\']), "{line}");
        // What remains of these is how a letter is written by its number.
        for (at, _) in said.match_indices('#') {
            let number: String = said[at + 1..].chars().take_while(|one| *one != ';').collect();
            assert!(number.parse::<u32>().is_ok(), "{line}");
        }
    }
}

/// A pack whose titles are made of what formats are made of.
const HOSTILE: &str = r##"
[pack]
id = "us-zz"
name = "Nowhere & <Sons>"
version = "2026-11-21"

[event.judgment_entered]
title = "He said \"end\" [x] {y} | #1; <b>&amp; 100% \\ `tick` $$ -->"

[counting.plain]
title = "Every day counts"
last_day = "as it falls"

[period.subgraph]
title = "end\u0001 %%{init}%%"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
law = ["code-1"]

[procedure.graph]
title = "Averyveryveryveryveryveryveryveryveryveryverylongwordthatnolineholds <!-- ]]> -->"
by = "creditor"
does = "It is done."
open = ["within subgraph", "from 2026-01-01"]
law = ["code-1"]

[law.code-1]
cite = "Code \"1\""
url = "https://example.org/code/1"
checked = 2026-11-21
tier = "unverified"
"##;

fn hostile(name: &str) -> String {
    let rules = folder(name);
    fs::create_dir(rules.join("us-zz")).unwrap();
    fs::write(rules.join("us-zz/pack.toml"), HOSTILE).unwrap();
    rules.display().to_string()
}

#[test]
fn a_title_is_only_a_title() {
    let rules = hostile("graph_hostile");
    for focus in [&[][..], &["--focus", "subgraph"], &["--focus", "graph"]] {
        let args = [&["us-zz", "--rules", &rules], focus].concat();
        let svg = draw(&args);
        is_a_good_picture("hostile", &svg);
        assert!(svg.contains("&lt;b&gt;&amp;amp;") || focus.contains(&"graph"), "{svg}");
        is_dot(&draw(&[&args[..], &["--format", "dot"]].concat()));
        is_mermaid(&draw(&[&args[..], &["--format", "mermaid"]].concat()));
    }
    let args = ["us-zz", "--rules", &rules, "--focus", "subgraph", "--format"];
    let both = ["dot", "mermaid"].map(|format| draw(&[&args[..], &[format]].concat()));
    hold("graph_formats", "pack graph us-zz --focus subgraph --format …", &both.join("\n"));
}

#[test]
fn law_that_was_not_read_is_marked() {
    let rules = hostile("graph_tiers");
    assert!(draw(&["us-zz", "--rules", &rules]).contains(">law not verified<"));
}

/// What the ties of a pack say must be what its graph says.
#[test]
fn ties_are_the_edges() {
    for pack in library().packs() {
        let graph = pack.graph();
        let edges: BTreeSet<(Element, Element, Edge)> = graph
            .edge_indices()
            .filter_map(|at| {
                let (from, to) = graph.edge_endpoints(at)?;
                Some((graph[from], graph[to], graph[at]))
            })
            .collect();
        let ties: BTreeSet<_> =
            pack.ties().into_iter().map(|tie| (tie.from, tie.to, tie.edge)).collect();
        assert_eq!(edges, ties, "{}", pack.id);
    }
}

/// The edges at the things of an id, in titles: all but that something is done by what
/// doing it records.
fn edges(pack: &Pack, id: &str) -> BTreeSet<(String, String)> {
    let graph = pack.graph();
    let title = |element| pack.sketch(element).title.to_owned();
    let mut edges = BTreeSet::new();
    for at in graph.edge_indices() {
        let (from, to) = graph.edge_endpoints(at).unwrap();
        let records = graph.edges_connecting(to, from).any(|back| *back.weight() == Edge::Records);
        let (from, to) = (graph[from], graph[to]);
        let says_that_it_is_done = records && graph[at] == Edge::Feeds;
        if (pack.name_of(from) == id || pack.name_of(to) == id) && !says_that_it_is_done {
            edges.insert((title(from), title(to)));
        }
    }
    edges
}

#[test]
fn every_edge_of_a_focus_is_drawn_and_named() {
    let library = library();
    for (pack, id) in [
        ("us-ca", "appeal"),
        ("us-ca", "enforcement"),
        ("us-ca", "writ_of_execution"),
        ("us-ca", "renewal_filed"),
        ("us-tx", "enforcement"),
        ("us-pa", "transcript_filed"),
        ("us-ny", "judgment_entered"),
    ] {
        let svg = draw(&[pack, "--focus", id]);
        let document = Document::parse(&svg).unwrap();
        let mut drawn = BTreeSet::new();
        for link in all(&document, "link") {
            let told = link.children().find_map(|one| one.text()).unwrap();
            for sentence in told.lines() {
                let [from, label, to] = sentence.split(" → ").collect::<Vec<_>>()[..] else {
                    panic!("{sentence}");
                };
                assert!(!label.is_empty());
                drawn.insert((from.to_owned(), to.to_owned()));
            }
        }
        assert_eq!(drawn, edges(library.pack(pack).unwrap(), id), "{pack} {id}");
        let words = all(&document, "words");
        assert_eq!(words.len(), all(&document, "link").len(), "{pack} {id}");
        for one in words {
            assert!(one.descendants().any(|node| node.text().is_some_and(|text| text.len() > 3)));
        }
    }
}

/// How an answer and a picture tell the state of each procedure and status.
fn told(svg: &str, kind: &str) -> BTreeMap<String, String> {
    let document = Document::parse(svg).unwrap();
    let mut told = BTreeMap::new();
    for node in all(&document, "node").into_iter().filter(|node| class(*node).ends_with(kind)) {
        for entry in node.children().filter(|one| class(*one) == "entry") {
            let texts = entry.children().filter(|one| one.tag_name().name() == "text");
            let words: Vec<&str> = texts
                .filter(|one| one.attribute("font-size") == Some("11.5"))
                .filter_map(|one| one.text())
                .filter(|text| !text.starts_with('('))
                .collect();
            told.insert(entry.attribute("data-id").unwrap().to_owned(), words.join(" "));
        }
    }
    told
}

#[test]
fn a_picture_of_a_case_says_what_the_answer_says() {
    for (case, on) in [
        ("b-appeal-lost", "2025-03-20"),
        ("b-appeal-lost", "2025-06-16"),
        ("d-never-served", "2025-01-10"),
        ("h-nothing-done-for-ten-years", "2035-03-06"),
        ("k-presence-unknown", "2026-01-13"),
    ] {
        let case = format!("cli/tests/stories/{case}.toml");
        let answer = run(&root(), &["next", &case, "--on", on, "--json"]);
        let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
        let svg = draw(&["us-ca", "--case", &case, "--on", on]);
        is_a_good_picture(&case, &svg);
        let procedures = told(&svg, "procedure");
        let listed = answer["procedures"].as_array().unwrap();
        assert_eq!(procedures.len(), listed.len());
        for procedure in listed {
            let words = &procedures[procedure["id"].as_str().unwrap()];
            let state = procedure["state"].as_str().unwrap();
            let state = if state == "unknown" { "not known" } else { state };
            assert!(words.starts_with(state), "{case}: {procedure} is told as `{words}`");
            let dated = matches!(state, "available" | "upcoming") && !procedure["until"].is_null();
            assert_eq!(words.contains("until"), dated, "{case}: {words}");
        }
        let statuses = told(&svg, "status");
        for status in answer["statuses"].as_array().unwrap() {
            let words = match status["holds"].as_bool() {
                Some(true) => "holds",
                Some(false) => "does not hold",
                None => "not known",
            };
            if let Some(said) = statuses.get(status["id"].as_str().unwrap()) {
                assert!(said.starts_with(words), "{case}: {status} is told as `{said}`");
            }
        }
        let periods = told(&svg, "period");
        for deadline in answer["deadlines"].as_array().unwrap() {
            let said = &periods[deadline["id"].as_str().unwrap()];
            let words = match deadline["state"].as_str().unwrap() {
                "running" => "running",
                "ended" => "over",
                "not_started" => "start",
                _ => "not known",
            };
            let several = said.contains("runs)");
            assert!(several || said.contains(words), "{case}: {deadline} is told as `{said}`");
        }
    }
}

#[test]
fn the_last_day_stands_in_the_box() {
    let case = "cli/tests/stories/b-appeal-lost.toml";
    let svg = draw(&["us-ca", "--focus", "appeal", "--case", case, "--on", "2025-03-20"]);
    assert_eq!(told(&svg, "period")["appeal"], "running: last day 1 April 2025");
    assert_eq!(told(&svg, "procedure")["appeal"], "available until 1 April 2025");
    assert_eq!(told(&svg, "fact")["debtor_at_hearing"], "The one who lost was at the hearing");
    let after = draw(&["us-ca", "--focus", "appeal", "--case", case, "--on", "2025-04-02"]);
    assert_eq!(told(&after, "period")["appeal"], "over since 2 April 2025");
    assert_eq!(told(&after, "procedure")["appeal"], "done");
    assert_eq!(told(&after, "event")["appeal_filed"], "recorded 1 April 2025");
    let renewed = "cli/tests/stories/i-personal-debt-renewed.toml";
    let barred = draw(&["us-ca", "--focus", "renew", "--case", renewed, "--on", "2033-01-01"]);
    assert_eq!(told(&barred, "procedure")["renew"], "barred");
    assert!(barred.contains("renewed only once"), "it is said why");
}

#[test]
fn what_stands_alone_is_said_to() {
    let rules = hostile("graph_alone");
    fs::write(
        Path::new(&rules).join("us-zz/more.toml"),
        "[event.appeal_filed]\ntitle = \"Notice of appeal filed\"\n",
    )
    .unwrap();
    let svg = draw(&["us-zz", "--rules", &rules, "--focus", "appeal_filed"]);
    is_a_good_picture("alone", &svg);
    assert!(svg.contains("Nothing acts on appeal_filed here, and it acts upon nothing."));
}

#[test]
fn a_picture_is_the_same_each_time() {
    let args = ["us-ca", "--case", "cli/tests/stories/b-appeal-lost.toml", "--on", "2025-04-01"];
    assert_eq!(draw(&args), draw(&args));
}

#[test]
fn the_ending_says_the_format() {
    let folder = folder("graph_endings");
    for (name, begins) in [("a.svg", "<svg"), ("a.dot", "digraph"), ("a.mmd", "flowchart")] {
        let path = folder.join(name).display().to_string();
        assert_eq!(draw(&["us-tx", "--focus", "appeal", "--out", &path]), "");
        assert!(fs::read_to_string(&path).unwrap().starts_with(begins));
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "nothing else is left behind");
    let said = refused(&["us-tx", "--out", "a.png"]);
    assert!(said.contains("`a.png` says no format; it may be .svg, .dot or .mmd"), "{said}");
    assert!(!Path::new("a.png").exists());
}

fn refused(args: &[&str]) -> String {
    complaint(run(&root(), &[&["pack", "graph"], args].concat()), 2)
}

#[test]
fn a_focus_that_is_none_gets_the_nearest_name() {
    let said = refused(&["us-ca", "--focus", "apeal"]);
    assert!(
        said.contains(
            "no fact, event, period, status, procedure or figure `apeal`; did you mean `appeal`?"
        ),
        "{said}"
    );
}

#[test]
fn a_case_of_another_state_is_refused() {
    let case = "cli/tests/stories/b-appeal-lost.toml";
    let said = refused(&["us-tx", "--case", case, "--on", "2025-04-01"]);
    assert!(said.contains("the case is of `us-ca`, and the picture is of `us-tx`"), "{said}");
    let said = refused(&["us-tx", "--on", "2025-04-01"]);
    assert!(said.contains("--case <CASE>"), "{said}");
}

/// The picture of the documentation is what the program draws.
#[test]
fn the_documented_picture_is_current() {
    const PICTURE: &str = "docs/graph-appeal.svg";
    let args = [
        "us-ca",
        "--focus",
        "appeal",
        "--case",
        "cli/tests/stories/b-appeal-lost.toml",
        "--on",
        "2025-03-20",
    ];
    let shown = fs::read_to_string(root().join(PICTURE)).unwrap();
    let command = format!("recoup pack graph {} --out {PICTURE}", args.join(" "));
    assert!(shown == draw(&args), "the picture is old; draw it again: {command}");
    let page = fs::read_to_string(root().join("docs/workbench.md")).unwrap();
    assert!(page.contains(&command) && page.contains("graph-appeal.svg)"));
}
