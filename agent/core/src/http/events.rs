//! Reads `text/event-stream` (the HTML standard, section 9.2) from chunks that may be cut anywhere.
//!
//! `retry:` is read over: the agent has its own back-off, so that a server cannot make it hammer or sleep.

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The last id that the stream named.
    pub id: String,
    /// The lines of data, joined by line feeds.
    pub data: String,
}

/// A stream so far.
#[derive(Clone, Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    data: Option<String>,
    id: String,
    is_after_return: bool,
    is_begun: bool,
}

/// A line or an event that does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("read an event: it is longer than {MOST} bytes")]
pub struct TooLong;

const MOST: usize = 64 * 1024;

impl Parser {
    /// Takes the next bytes and returns the events that they complete.
    ///
    /// # Errors
    /// When an event does not end; the stream is then not to be read any further.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<Vec<Message>, TooLong> {
        let mut messages = Vec::new();
        for byte in chunk {
            let ends_return = std::mem::replace(&mut self.is_after_return, *byte == b'\r');
            match byte {
                b'\n' if ends_return => {}
                b'\n' | b'\r' => messages.extend(self.end_line()),
                _ => self.line.push(*byte),
            }
            if self.line.len() + self.data.as_ref().map_or(0, String::len) > MOST {
                return Err(TooLong);
            }
        }
        Ok(messages)
    }

    fn end_line(&mut self) -> Option<Message> {
        let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let line = if is_first { line.strip_prefix('\u{feff}').unwrap_or(&line) } else { &line };
        if line.is_empty() {
            return self.data.take().map(|data| Message { id: self.id.clone(), data });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => self.add(value),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            _ => {}
        }
        None
    }

    fn add(&mut self, value: &str) {
        match &mut self.data {
            Some(data) => {
                data.push('\n');
                data.push_str(value);
            }
            None => self.data = Some(value.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let messages = Parser::default().feed(text.as_bytes()).unwrap();
        messages.into_iter().map(|message| (message.id, message.data)).collect()
    }

    #[test]
    fn streams_read_as_the_standard_says() {
        let cases: [(&str, &[(&str, &str)]); 12] = [
            ("data: a\n\n", &[("", "a")]),
            ("data: a\r\n\r\n", &[("", "a")]),
            ("data: a\r\rdata: b\r\r", &[("", "a"), ("", "b")]),
            ("data:a\ndata:  b\n\n", &[("", "a\n b")]),
            ("data\n\n", &[("", "")]),
            (": keep-alive\n\n", &[]),
            ("id: 7\ndata: a\n\ndata: b\n\n", &[("7", "a"), ("7", "b")]),
            ("id: 7\n\ndata: a\n\n", &[("7", "a")]),
            ("id: 7\nid: 8\0\ndata: a\n\n", &[("7", "a")]),
            ("retry: 1\ndata: a\nevent: x\nunknown: y\n\n", &[("", "a")]),
            ("\u{feff}data: a\n\n", &[("", "a")]),
            ("data: not ended\n", &[]),
        ];
        for (text, messages) in cases {
            let owned = messages.iter().map(|(id, data)| ((*id).to_owned(), (*data).to_owned()));
            assert_eq!(read(text), owned.collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn an_event_without_end_is_refused() {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(&[b'a'; MOST]), Ok(Vec::new()));
        assert_eq!(parser.feed(b"a"), Err(TooLong));
        let mut parser = Parser::default();
        let line = [b"data: ".as_slice(), &[b'a'; 1000], b"\n"].concat();
        assert!((0..MOST).any(|_| parser.feed(&line).is_err()));
    }

    proptest! {
        #[test]
        fn where_the_chunks_are_cut_does_not_matter(
            lines in prop::collection::vec("(data|id|:|x)?: ?[a-c赤\r]{0,3}", 0..8),
            ending in prop::sample::select(vec!["\n", "\r\n", "\r"]),
            cut in 1_usize..5,
        ) {
            let text: String = lines.iter().map(|line| format!("{line}{ending}{ending}")).collect();
            let whole = Parser::default().feed(text.as_bytes()).unwrap();
            let mut parser = Parser::default();
            let pieces = text.as_bytes().chunks(cut).flat_map(|chunk| parser.feed(chunk).unwrap());
            prop_assert_eq!(pieces.collect::<Vec<_>>(), whole);
        }
    }
}
