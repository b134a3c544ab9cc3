//! A file of fingerprints as it is written.

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::identify::packs::PacksError;

/// The whole file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// What the fingerprints are for, if the file says so.
    pub(super) matches: Option<String>,
    /// The line on which the list begins.
    pub(super) line: usize,
    pub(super) fingerprints: Vec<Written>,
}

/// One fingerprint.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) line: usize,
    pub(super) pattern: String,
    pub(super) flags: String,
    pub(super) examples: Vec<Example>,
    pub(super) parameters: Vec<Parameter>,
}

/// A text that must match, and what the match must yield.
#[derive(Debug, Default)]
pub(super) struct Example {
    pub(super) text: String,
    pub(super) attributes: BTreeMap<String, String>,
}

/// A name, and either the group that holds its value or the value itself.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) position: usize,
    pub(super) value: String,
}

/// Reads a file.
pub(super) fn read(file: &Path, text: &[u8]) -> Result<Document, PacksError> {
    let malformed = |line, what| PacksError::Malformed { file: file.to_owned(), line, what };
    let text = std::str::from_utf8(text)
        .map_err(|error| malformed(line_at(text, error.valid_up_to()), "not UTF-8".to_owned()))?;
    let mut parser = Parser {
        reader: Reader::from_str(text),
        text,
        line: 1,
        document: Document::default(),
        example: None,
    };
    let outcome = parser.run();
    let line = parser.line_read();
    outcome.map_err(|what| malformed(line, what))?;
    Ok(parser.document)
}

struct Parser<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    /// The line on which the last event began.
    line: usize,
    document: Document,
    /// The example that is being read.
    example: Option<Example>,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), String> {
        let mut depth = 0_usize;
        let mut has_root = false;
        loop {
            self.line = self.line_read();
            match self.reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(element) => {
                    depth += 1;
                    has_root = true;
                    self.open(&element)?;
                }
                Event::Empty(element) => {
                    has_root = true;
                    self.open(&element)?;
                    self.close(element.name().as_ref());
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    self.close(element.name().as_ref());
                }
                Event::Text(text) => self.add(&text.xml10_content()),
                Event::CData(text) => self.add(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let character = character(&entity)?;
                    self.add(&character);
                }
                Event::Eof if depth > 0 => return Err("the file ends inside an element".to_owned()),
                Event::Eof if !has_root => return Err("no element in the whole file".to_owned()),
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let mut attributes = attributes(element)?;
        match element.name().as_ref() {
            "fingerprints" => {
                self.document.line = self.line;
                self.document.matches = attributes.remove("matches");
            }
            "fingerprint" => {
                let pattern = attributes.remove("pattern").ok_or("a fingerprint without a pattern")?;
                let flags = attributes.remove("flags").unwrap_or_default();
                self.document.fingerprints.push(Written {
                    line: self.line,
                    pattern,
                    flags,
                    ..Written::default()
                });
            }
            "example" => self.example = Some(Example { text: String::new(), attributes }),
            "param" => {
                let parameter = parameter(attributes)?;
                self.fingerprint()?.parameters.push(parameter);
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if name == "example"
            && let Some(example) = self.example.take()
            && let Some(fingerprint) = self.document.fingerprints.last_mut()
        {
            fingerprint.examples.push(example);
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(example) = &mut self.example {
            example.text.push_str(text);
        }
    }

    fn fingerprint(&mut self) -> Result<&mut Written, String> {
        self.document.fingerprints.last_mut().ok_or_else(|| "a param outside of a fingerprint".to_owned())
    }

    /// The line on which the reader stands.
    fn line_read(&self) -> usize {
        line_at(self.text.as_bytes(), usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX))
    }
}

fn line_at(text: &[u8], position: usize) -> usize {
    1 + text[..position.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}

fn attributes(element: &BytesStart<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut attributes = BTreeMap::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref().to_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        attributes.insert(name, value.into_owned());
    }
    Ok(attributes)
}

fn parameter(mut attributes: BTreeMap<String, String>) -> Result<Parameter, String> {
    let name = attributes.remove("name").ok_or("a param without a name")?;
    let position = attributes.remove("pos").ok_or("a param without a pos")?;
    let position = position.parse().map_err(|_| format!("pos {position:?} is no number"))?;
    Ok(Parameter { name, position, value: attributes.remove("value").unwrap_or_default() })
}

fn character(entity: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = entity.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let name: &str = entity;
    resolve_xml_entity(name).map(str::to_owned).ok_or_else(|| format!("unknown entity &{name};"))
}
