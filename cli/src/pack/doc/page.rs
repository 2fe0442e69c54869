//! A page as plain data: headings, paragraphs, lists and tables, with links that
//! know what they point at. HTML and Markdown are written from it, so both say
//! the same.
//!
//! Must not know any law, nor how a page looks.

/// A page.
pub(super) struct Page {
    /// The name of its file, without what tells the format.
    pub(super) name: String,
    pub(super) title: String,
    /// What stands under the title.
    pub(super) lead: Vec<Text>,
    pub(super) blocks: Vec<Block>,
}

pub(super) enum Block {
    Heading {
        level: u8,
        id: String,
        text: String,
    },
    Paragraph(Text),
    List(Vec<Item>),
    Table(Table),
    /// Terms, each with what is said of it.
    Terms(Vec<(String, Vec<Item>)>),
}

/// A point of a list, with points of its own.
pub(super) struct Item {
    pub(super) text: Text,
    pub(super) below: Vec<Item>,
}

/// A table. The first cell of each row says what the row is about.
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    /// What a link can point at.
    pub(super) id: Option<String>,
    /// Each cell is some paragraphs.
    pub(super) cells: Vec<Vec<Text>>,
}

/// A run of words.
#[derive(Clone, Default)]
pub(super) struct Text(pub(super) Vec<Span>);

#[derive(Clone)]
pub(super) enum Span {
    Plain(String),
    Link {
        to: Target,
        text: String,
        /// What the text is short for.
        whole: Option<String>,
    },
}

/// What a link points at.
#[derive(Clone)]
pub(super) enum Target {
    /// A place on this page.
    Here(String),
    /// A page of the same folder, by its name, and a place on it.
    Page(String, Option<String>),
    /// An address elsewhere.
    Out(String),
}

impl Page {
    /// The headings of the second level: what the page has in it.
    pub(super) fn contents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading { level: 2, id, text } => Some((id.as_str(), text.as_str())),
            _ => None,
        })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(vec![Span::Plain(text.to_owned())])
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(vec![Span::Plain(text)])
    }
}

impl Text {
    /// A link to a place on this page.
    pub(super) fn link(to: Target, text: impl Into<String>) -> Text {
        Text(vec![Span::Link { to, text: text.into(), whole: None }])
    }

    /// With more words behind it.
    pub(super) fn and(mut self, more: impl Into<Text>) -> Text {
        self.0.extend(more.into().0);
        self
    }
}

impl Item {
    pub(super) fn new(text: impl Into<Text>) -> Item {
        Item { text: text.into(), below: Vec::new() }
    }
}

/// A heading, a paragraph: what pages are mostly made of.
impl Block {
    pub(super) fn heading(level: u8, id: impl Into<String>, text: impl Into<String>) -> Block {
        Block::Heading { level, id: id.into(), text: text.into() }
    }

    pub(super) fn paragraph(text: impl Into<Text>) -> Block {
        Block::Paragraph(text.into())
    }
}
