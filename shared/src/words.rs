//! What the states of an enum are called in the store, in files and on the wire: one word each.

/// Gives an enum its words: `word()`, and a parser that says what was expected.
#[macro_export]
macro_rules! words {
    ($name:ident, $what:literal, $($variant:ident = $word:literal),+ $(,)?) => {
        impl $name {
            /// The word used in the store, in files and on the wire.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> ::std::result::Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::words::unexpected(text, $what, &[$($word),+])),
                }
            }
        }
    };
}

/// What is said of a text that is none of the words.
pub fn unexpected(text: &str, what: &str, words: &[&str]) -> String {
    let expected = match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    };
    format!("{text:?} is not {what}: expected {expected}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NetworkKind, Stage};

    #[test]
    fn a_word_reads_back_and_another_is_told_what_was_expected() {
        for stage in [Stage::Delivered, Stage::Drawn, Stage::Popup] {
            assert_eq!(stage.word().parse(), Ok(stage));
        }
        let wrong = "\"home\" is not a stage: expected delivered, drawn or popup";
        assert_eq!("home".parse::<Stage>(), Err(wrong.to_owned()));
        assert_eq!("home".parse(), Ok(NetworkKind::Home));
        assert_eq!(unexpected("1", "a 0", &["0"]), "\"1\" is not a 0: expected 0");
    }
}
