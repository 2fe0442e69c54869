//! A page as HTML: it stands alone, needs no script, and can be printed, read on
//! a phone and read aloud.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::page::{Block, Item, Page, Row, Span, Table, Target, Text};

/// The style, which lies in the page.
const STYLE: &str = include_str!("style.css");

/// The page as HTML.
pub(super) fn page(page: &Page, index: Option<&str>) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#text" { "Skip to the text" }
                header {
                    @if let Some(index) = index {
                        p { a href=(index) { "All jurisdictions" } }
                    }
                    h1 { (page.title) }
                    @for lead in &page.lead { p { (text(lead)) } }
                }
                nav aria-labelledby="contents" {
                    h2 id="contents" { "On this page" }
                    ul {
                        @for (id, title) in page.contents() {
                            li { a href={ "#" (id) } { (title) } }
                        }
                    }
                }
                main id="text" tabindex="-1" {
                    @for one in &page.blocks { (block(one)) }
                }
            }
        }
    }
    .into_string()
}

fn block(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading { level: 2, id, text } => h2 id=(id) { (text) },
            Block::Heading { level: 3, id, text } => h3 id=(id) { (text) },
            Block::Heading { id, text, .. } => h4 id=(id) { (text) },
            Block::Paragraph(words) => p { (text(words)) },
            Block::List(items) => (list(items)),
            Block::Table(one) => (table(one)),
            Block::Terms(terms) => {
                dl {
                    @for (term, items) in terms {
                        dt { (term) }
                        dd {
                            @match &items[..] {
                                [one] if one.below.is_empty() => (text(&one.text)),
                                _ => (list(items)),
                            }
                        }
                    }
                }
            }
        }
    }
}

fn list(items: &[Item]) -> Markup {
    html! {
        ul {
            @for item in items {
                li {
                    (text(&item.text))
                    @if !item.below.is_empty() { (list(&item.below)) }
                }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    html! {
        // What is wider than the screen is scrolled by itself, with the keyboard too.
        div class="wide" role="region" aria-label=(table.caption) tabindex="0" {
            table {
                caption { (table.caption) }
                thead {
                    tr { @for title in &table.head { th scope="col" { (title) } } }
                }
                tbody { @for one in &table.rows { (row(one)) } }
            }
        }
    }
}

fn row(row: &Row) -> Markup {
    html! {
        tr id=[row.id.as_deref()] {
            @for (at, cell) in row.cells.iter().enumerate() {
                @if at == 0 {
                    th scope="row" { (paragraphs(cell)) }
                } @else {
                    td { (paragraphs(cell)) }
                }
            }
        }
    }
}

fn paragraphs(cell: &[Text]) -> Markup {
    html! {
        @match cell {
            [one] => (text(one)),
            several => { @for one in several { p { (text(one)) } } }
        }
    }
}

fn text(words: &Text) -> Markup {
    html! { @for one in &words.0 { (span(one)) } }
}

fn span(span: &Span) -> Markup {
    let words = |text: &str, whole: &Option<String>| {
        html! {
            @match whole {
                Some(whole) => abbr title=(whole) { (text) },
                None => (text),
            }
        }
    };
    html! {
        @match span {
            Span::Plain(text) => (text),
            Span::Link { to: Target::Here(id), text, whole } => {
                a href={ "#" (id) } { (words(text, whole)) }
            }
            Span::Link { to: Target::Page(name, id), text, whole } => {
                a href={ (name) ".html" @if let Some(id) = id { "#" (id) } } { (words(text, whole)) }
            }
            Span::Link { to: Target::Out(url), text, whole } => {
                a href=(url) rel="noopener" { (words(text, whole)) }
            }
        }
    }
}
