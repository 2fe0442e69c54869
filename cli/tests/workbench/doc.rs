//! `recoup pack doc`: the guides, looked at as a browser, a screen reader and a
//! reader look at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use recoup_engine::describe::how_known;

use crate::common::{complaint, folder, hold, root, run};
use crate::library;

/// Runs the program in the project's folder; gives what it said.
fn doc(args: &[&str]) -> String {
    let mut all = vec!["pack", "doc", "--on", "2026-11-22"];
    all.extend(args);
    let output = run(&root(), &all);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// An element of a page, with what stands in it.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    handle: Handle,
}

/// The elements of a page, in their order.
fn elements(handle: &Handle, list: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &handle.data {
        let attributes = attrs.borrow();
        let attributes =
            attributes.iter().map(|it| (it.name.local.to_string(), it.value.to_string()));
        list.push(Element {
            name: name.local.to_string(),
            attributes: attributes.collect(),
            handle: handle.clone(),
        });
    }
    for child in handle.children.borrow().iter() {
        elements(child, list);
    }
}

/// The words that a reader sees.
fn words(handle: &Handle) -> String {
    let mut text = String::new();
    gather(handle, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(handle: &Handle, text: &mut String) {
    match &handle.data {
        NodeData::Text { contents } => {
            text.push_str(&contents.borrow());
        }
        NodeData::Element { name, .. } if &*name.local == "style" || &*name.local == "head" => {}
        NodeData::Element { .. } | NodeData::Document => {
            for child in handle.children.borrow().iter() {
                gather(child, text);
            }
            let inline = matches!(&handle.data, NodeData::Element { name, .. } if ["a", "abbr"].contains(&&*name.local));
            text.push_str(if inline { "" } else { " " });
        }
        _ => {}
    }
}

fn parsed(html: &str) -> RcDom {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    assert_eq!(*dom.errors.borrow(), Vec::<std::borrow::Cow<'static, str>>::new());
    dom
}

/// A page that was read back.
struct Page {
    /// The tree, which falls apart when it is dropped.
    _dom: RcDom,
    elements: Vec<Element>,
    words: String,
    ids: BTreeSet<String>,
}

impl Page {
    fn read(file: &Path) -> Page {
        let html = fs::read_to_string(file).unwrap();
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{}", file.display());
        let dom = parsed(&html);
        let mut list = Vec::new();
        elements(&dom.document, &mut list);
        let mut ids = BTreeSet::new();
        for id in list.iter().filter_map(|element| element.attributes.get("id")) {
            assert!(ids.insert(id.clone()), "{}: `{id}` stands twice", file.display());
        }
        Page { words: words(&dom.document), elements: list, ids, _dom: dom }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// What every page must be, whatever it says.
    fn check(&self, name: &str, others: &BTreeMap<String, BTreeSet<String>>) {
        for forbidden in ["script", "iframe", "img", "link", "form", "object", "embed", "base"] {
            assert_eq!(self.named(forbidden).count(), 0, "{name}: <{forbidden}>");
        }
        for one in ["title", "h1", "main", "nav", "header"] {
            assert_eq!(self.named(one).count(), 1, "{name}: <{one}>");
        }
        assert!(self.named("meta").any(|meta| meta.attributes.contains_key("charset")));
        // Headings go down one step at a time.
        let mut last = 0;
        for element in &self.elements {
            let Some(level) = element.name.strip_prefix('h').and_then(|it| it.parse::<u8>().ok())
            else {
                continue;
            };
            assert!(level <= last + 1, "{name}: {} after h{last}", element.name);
            assert_ne!(words(&element.handle), "", "{name}: an empty heading");
            last = level;
        }
        for table in self.named("table") {
            let mut inner = Vec::new();
            elements(&table.handle, &mut inner);
            let captions: Vec<_> = inner.iter().filter(|it| it.name == "caption").collect();
            assert_eq!(captions.len(), 1, "{name}: a table without a caption");
            assert_ne!(words(&captions[0].handle), "");
            let scopes = |scope: &str| {
                let heads = inner.iter().filter(|it| it.name == "th");
                heads.filter(|it| it.attributes.get("scope").is_some_and(|it| it == scope)).count()
            };
            let rows = inner.iter().filter(|it| it.name == "tr").count();
            assert!(scopes("col") > 1, "{name}: no heads of columns");
            assert_eq!(scopes("row") + 1, rows, "{name}: rows without a head");
        }
        for link in self.named("a") {
            let text = words(&link.handle);
            assert_ne!(text, "", "{name}: a link without words");
            let href = &link.attributes["href"];
            if href.starts_with("http") {
                assert_eq!(link.attributes["rel"], "noopener", "{href}");
                continue;
            }
            let (page, id) = href.split_once('#').unwrap_or((href, ""));
            let ids = match page {
                "" => &self.ids,
                page => others.get(page).unwrap_or_else(|| panic!("{name}: no page {href}")),
            };
            assert!(id.is_empty() || ids.contains(id), "{name}: nothing at {href}");
        }
        // Nobody is shown the language of the packs.
        for word in self.words.split_whitespace() {
            let inside = word.trim_matches(|sign: char| !sign.is_alphanumeric());
            let id = inside.contains('_')
                && inside.chars().all(|it| it.is_ascii_lowercase() || it == '_');
            assert!(!id, "{name}: the reader sees `{word}`");
        }
        for phrase in ["any of (", "later of (", "earlier of (", "Some("] {
            assert!(!self.words.contains(phrase), "{name}: the reader sees `{phrase}`");
        }
        assert_eq!(self.words.matches("not legal advice").count(), 1, "{name}: said once");
    }
}

#[test]
fn every_page_is_sound_and_says_all_that_its_pack_says() {
    let out = folder("doc_html").join("made/as/needed");
    let said = doc(&["--out", out.to_str().unwrap()]);
    let library = library();
    let states: Vec<_> = library.packs().filter(|pack| !pack.foundation).collect();
    assert_eq!(said.lines().count(), states.len() + 1);
    assert_eq!(fs::read_dir(&out).unwrap().count(), states.len() + 1, "nothing else is left");
    let pages: BTreeMap<String, Page> = fs::read_dir(&out)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| (file.file_name().into_string().unwrap(), Page::read(&file.path())))
        .collect();
    let ids = pages.iter().map(|(name, page)| (name.clone(), page.ids.clone())).collect();
    for (name, page) in &pages {
        page.check(name, &ids);
    }
    for pack in states {
        let page = &pages[&format!("{}.html", pack.id)];
        let described = pack.describe();
        let told = |id: String, title: &str| {
            assert!(page.ids.contains(&id), "{}: {id}", pack.id);
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.words.contains(&title), "{}: {title}", pack.id);
        };
        for one in &described.procedures {
            told(format!("procedure-{}", one.id), one.title);
        }
        for one in &described.periods {
            told(format!("period-{}", one.id), one.title);
        }
        for one in &described.figures {
            told(format!("figure-{}", one.id), one.title);
        }
        for law in &described.laws {
            told(format!("law-{}", law.id), &law.cite);
            let row = page.elements.iter().find(|it| {
                it.attributes.get("id").is_some_and(|id| *id == format!("law-{}", law.id))
            });
            let row = words(&row.unwrap().handle);
            let known = how_known(law.tier);
            assert!(row.to_lowercase().contains(known), "{}: {row}: {known}", pack.id);
        }
        assert!(page.words.contains(&pack.hash[..12]), "{}: the hash", pack.id);
        assert!(page.words.contains("grade "), "{}: the grade", pack.id);
    }
    let index = &pages["index.html"];
    assert!(index.words.contains("The states side by side"));
}

/// Words without what their links point at, for reading.
fn without_targets(markdown: &str) -> String {
    let mut parts = markdown.split("](");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        // An address stands in `<…>`; what follows a place may have brackets of its own.
        let end = match part.find(" \"") {
            Some(title) if !part[..title].contains(')') => part.find("\")").unwrap() + 1,
            _ => part.find(')').unwrap(),
        };
        text.push(']');
        text.push_str(&part[end + 1..]);
    }
    text
}

/// The part of a page from a heading to the next of its level.
fn section(page: &str, id: &str) -> String {
    let start = page.find(&format!("<a id=\"{id}\"></a>")).unwrap();
    let rest = &page[start..];
    let end = rest[1..].find("<a id=").map_or(rest.len(), |at| at + 1);
    without_targets(rest[..end].trim_end())
}

#[test]
fn a_time_and_a_step_read_as_a_person_would_tell_them() {
    let out = folder("doc_markdown");
    let written = doc(&["us-ca", "us-tx", "--out", out.to_str().unwrap(), "--format", "markdown"]);
    assert_eq!(written.lines().count(), 3, "{written}");
    let page = fs::read_to_string(out.join("us-ca.md")).unwrap();
    // What the links point at was looked at above, and is looked at below.
    hold("doc_time", "one time of us-ca.md", &section(&page, "period-renewal_attack"));
    hold("doc_step", "one step of us-ca.md", &section(&page, "procedure-verify_address"));
    hold("doc_in_short", "the beginning of us-ca.md", &section(&page, "in-short"));
    // Every link on a page of Markdown has its place too.
    for link in page.split("](#").skip(1) {
        let id = link.split([')', ' ']).next().unwrap();
        assert!(page.contains(&format!("<a id=\"{id}\">")), "nothing at #{id}");
    }
    let index = fs::read_to_string(out.join("README.md")).unwrap();
    let row = |name: &str| {
        let begins = format!("| [{name}]({}.md)", if name == "Texas" { "us-tx" } else { "us-ca" });
        index.lines().rfind(|line| line.starts_with(&begins)).unwrap().replace(" | ", "\n| ")
    };
    let two = format!("{}\n\n{}", row("California"), row("Texas"));
    hold("doc_compared", "two rows of README.md", &without_targets(&two));
}

#[test]
fn what_is_no_guide_of_ours_is_left_alone() {
    let out = folder("doc_beside_others");
    let rules = root().join("cli/tests/bad/rules");
    fs::write(out.join("us-zz.html"), "old").unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    doc(&["us-zz", "--rules", rules.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(out.join("notes.txt")).unwrap(), "mine");
    assert!(fs::read_to_string(out.join("us-zz.html")).unwrap().len() > 1000, "replaced");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(out.join("us-zz.html")).unwrap().permissions().mode();
        assert_ne!(mode & 0o040, 0, "as readable as any other new file");
    }
    let mut there: Vec<_> =
        fs::read_dir(&out).unwrap().map(|file| file.unwrap().file_name()).collect();
    there.sort();
    assert_eq!(there, ["index.html", "notes.txt", "us-zz.html"]);
}

#[test]
fn a_folder_of_packs_gets_a_guide_too() {
    let out = folder("doc_own_rules");
    let rules = root().join("cli/tests/bad/rules");
    doc(&["--rules", rules.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    let page = Page::read(&out.join("us-zz.html"));
    assert!(page.words.contains("After “Notice of entry served” 30 days: Time to appeal"));
    assert!(page.words.contains("no grade yet"));
}

/// What a pack says is text, whatever signs are in it.
#[test]
fn no_text_of_a_pack_becomes_a_tag() {
    let rules = folder("doc_sharp_text");
    let pack = rules.join("us-zz");
    fs::create_dir_all(&pack).unwrap();
    let good = root().join("cli/tests/bad/rules/us-zz");
    let sharp = r#"<script>alert(1)</script> & | *x* "q""#;
    for file in ["pack.toml", "time.toml"] {
        let text = fs::read_to_string(good.join(file)).unwrap();
        let text = text.replace("\"A higher court hears the case again.\"", &format!("'{sharp}'"));
        fs::write(pack.join(file), text).unwrap();
    }
    let out = folder("doc_sharp");
    let (rules, out_name) = (rules.to_str().unwrap(), out.to_str().unwrap());
    doc(&["--rules", rules, "--out", out_name]);
    doc(&["--rules", rules, "--out", out_name, "--format", "markdown"]);
    let page = Page::read(&out.join("us-zz.html"));
    assert_eq!(page.named("script").count(), 0);
    assert!(page.words.contains(sharp));
    let markdown = fs::read_to_string(out.join("us-zz.md")).unwrap();
    assert!(markdown.contains(r#"&lt;script&gt;alert(1)&lt;/script&gt; &amp; \| \*x\* "q""#));
}

#[test]
fn a_name_that_is_none_and_a_folder_that_is_none() {
    let out = folder("doc_wrong");
    let target = out.to_str().unwrap();
    let said = complaint(run(&root(), &["pack", "doc", "us-caa", "--out", target]), 2);
    assert!(said.contains("there is no pack `us-caa`; did you mean `us-ca`?"), "{said}");
    let said = complaint(run(&root(), &["pack", "doc", "us", "--out", target]), 2);
    assert!(said.contains("`us` is what other packs build on"), "{said}");
    let file = out.join("file");
    fs::write(&file, "").unwrap();
    let said =
        complaint(run(&root(), &["pack", "doc", "us-ca", "--out", file.to_str().unwrap()]), 2);
    assert!(said.contains("cannot be written"), "{said}");
}
