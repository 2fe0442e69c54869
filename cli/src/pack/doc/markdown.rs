//! A page as Markdown, as GitHub and others read it.

use std::fmt::Write as _;

use super::page::{Block, Item, Page, Span, Table, Target, Text};

/// The page as Markdown.
pub(super) fn page(page: &Page, index: Option<&str>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# {}\n", escaped(&page.title));
    if let Some(index) = index {
        let _ = writeln!(out, "[All jurisdictions]({index})\n");
    }
    for lead in &page.lead {
        let _ = writeln!(out, "{}\n", paragraph(lead));
    }
    let _ = writeln!(out, "**On this page**\n");
    for (id, title) in page.contents() {
        let _ = writeln!(out, "- [{}](#{id})", escaped(title));
    }
    out.push('\n');
    for one in &page.blocks {
        block(one, &mut out);
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn block(block: &Block, out: &mut String) {
    let _ = match block {
        Block::Heading { level, id, text } => {
            let marks = "#".repeat(usize::from(*level));
            writeln!(out, "<a id=\"{id}\"></a>\n\n{marks} {}\n", escaped(text))
        }
        Block::Paragraph(text) => writeln!(out, "{}\n", paragraph(text)),
        Block::List(items) => {
            list(items, 0, out);
            writeln!(out)
        }
        Block::Table(one) => {
            table(one, out);
            writeln!(out)
        }
        Block::Terms(terms) => {
            for (term, items) in terms {
                let term = escaped(term);
                match &items[..] {
                    [one] if one.below.is_empty() => {
                        let _ = writeln!(out, "- **{term}:** {}", text(&one.text));
                    }
                    several => {
                        let _ = writeln!(out, "- **{term}:**");
                        list(several, 1, out);
                    }
                }
            }
            writeln!(out)
        }
    };
}

fn list(items: &[Item], depth: usize, out: &mut String) {
    for item in items {
        let _ = writeln!(out, "{}- {}", "  ".repeat(depth), paragraph(&item.text));
        list(&item.below, depth + 1, out);
    }
}

fn table(table: &Table, out: &mut String) {
    let _ = writeln!(out, "**{}**\n", escaped(&table.caption));
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head: Vec<String> = table.head.iter().map(|title| escaped(title)).collect();
    let _ = writeln!(out, "{}", row(head));
    let _ = writeln!(out, "|{}", " --- |".repeat(table.head.len()));
    for one in &table.rows {
        let mut cells: Vec<String> = one
            .cells
            .iter()
            .map(|cell| cell.iter().map(text).collect::<Vec<_>>().join("<br>"))
            .collect();
        if let (Some(id), Some(first)) = (&one.id, cells.first_mut()) {
            first.insert_str(0, &format!("<a id=\"{id}\"></a>"));
        }
        let _ = writeln!(out, "{}", row(cells));
    }
}

/// Words at the beginning of a line, where `-`, `+` and `1.` would begin a list.
fn paragraph(words: &Text) -> String {
    let line = text(words);
    let digits = line.len() - line.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line
}

fn text(words: &Text) -> String {
    words.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(text) => escaped(text),
        Span::Link { to, text, whole } => {
            let text = escaped(text);
            // A citation that is shortened is still found by its whole form.
            let title = whole.as_ref().map_or_else(String::new, |whole| {
                format!(" \"{}\"", escaped(whole).replace('"', "&quot;"))
            });
            match to {
                Target::Here(id) => format!("[{text}](#{id}{title})"),
                Target::Page(name, None) => format!("[{text}]({name}.md{title})"),
                Target::Page(name, Some(id)) => format!("[{text}]({name}.md#{id}{title})"),
                Target::Out(url) => format!("[{text}](<{}>{title})", address(url)),
            }
        }
    }
}

/// Text in which no sign means anything.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => {
                out.push('\\');
                out.push(sign);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}

/// An address within `<` and `>`, in a cell of a table too.
fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace('|', "%7C").replace(['\n', '\r'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_text_means_anything() {
        assert_eq!(
            escaped("a|b *c* _d_ <e> [f] `g`"),
            "a\\|b \\*c\\* \\_d\\_ &lt;e&gt; \\[f\\] \\`g\\`"
        );
        assert_eq!(paragraph(&Text::from("1. May")), "1\\. May");
        assert_eq!(paragraph(&Text::from("- so")), "\\- so");
        assert_eq!(paragraph(&Text::from("30 days")), "30 days");
    }
}
