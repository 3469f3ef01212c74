//! The text under construction: white space collapses, lines end where blocks do.

/// What line ends in the source mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// White space like any other: the source has tags that say where lines end.
    Collapsed,
    /// Line ends: the source has no tag at all, only entities, or was decoded already.
    Kept,
}

impl Lines {
    /// How to read a piece of HTML.
    pub(super) fn of(html: &str) -> Self {
        if html.contains('<') { Self::Collapsed } else { Self::Kept }
    }
}

/// What stands between the text written and the next word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

/// An element whose content may turn out not to belong to the article.
struct Aside {
    name: String,
    /// Where the text stood when it opened.
    start: usize,
    gap: Gap,
}

pub(super) struct Writer {
    out: String,
    gap: Gap,
    lines: Lines,
    preformatted: u32,
    /// The outermost open aside; those within it are part of it.
    aside: Option<Aside>,
}

impl Writer {
    pub(super) fn new(capacity: usize, lines: Lines) -> Self {
        Self { out: String::with_capacity(capacity), gap: Gap::None, lines, preformatted: 0, aside: None }
    }

    /// Adds characters of the source.
    pub(super) fn text(&mut self, text: &str) {
        let keeps_lines = self.lines == Lines::Kept || self.preformatted > 0;
        let mut rest = text;
        while let Some(at) = rest.find(is_white) {
            let (word, white) = rest.split_at(at);
            self.word(word);
            let mut after = white.chars();
            let gap = if after.next() == Some('\n') && keeps_lines { Gap::Line } else { Gap::Space };
            self.gap = self.gap.max(gap);
            rest = after.as_str();
        }
        self.word(rest);
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.out.push(' '),
                Gap::Line => self.out.push('\n'),
            }
        }
        self.gap = Gap::None;
        self.out.push_str(word);
    }

    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    pub(super) fn line(&mut self) {
        self.gap = Gap::Line;
    }

    pub(super) fn preformatted(&mut self, opens: bool) {
        self.line();
        self.preformatted = if opens { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
    }

    /// An element opens whose content is dropped if it closes again.
    ///
    /// If it never does, it would swallow the rest of a badly cut article, so the text stays.
    pub(super) fn aside(&mut self, name: &str) {
        if self.aside.is_none() {
            self.aside = Some(Aside { name: name.to_owned(), start: self.out.len(), gap: self.gap });
        }
    }

    /// The element closes: its text goes.
    pub(super) fn end_aside(&mut self, name: &str) {
        if let Some(aside) = self.aside.take_if(|aside| aside.name == name) {
            self.out.truncate(aside.start);
            self.gap = aside.gap.max(Gap::Space);
        }
    }

    /// The text, ends trimmed.
    pub(super) fn finish(mut self) -> String {
        // A script that was cut off is still a script.
        let raw = ["script", "style", "iframe", "noembed", "noframes", "xmp", "textarea", "title"];
        if let Some(aside) = self.aside.take_if(|aside| raw.contains(&aside.name.as_str())) {
            self.out.truncate(aside.start);
        }
        self.out
    }
}

/// White space as HTML has it, and the space that editors use to indent.
fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}' | '\u{a0}')
}
