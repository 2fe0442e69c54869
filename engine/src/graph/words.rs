//! Ids as JSON writes them, to be copied into many answers.

use serde::{Deserialize, Serialize};

/// Ids as JSON writes them, in quotes, each behind a comma as in a list.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Words {
    /// One behind the other.
    text: Vec<u8>,
    /// Where each begins and ends.
    ends: Vec<(u32, u32)>,
}

impl Words {
    pub(crate) fn of<'i>(ids: impl Iterator<Item = &'i str>) -> Words {
        let mut words = Words::default();
        for id in ids {
            let start = words.text.len() as u32;
            // A text is always written.
            let word = serde_json::to_string(id).unwrap_or_default();
            words.text.push(b',');
            words.text.extend_from_slice(word.as_bytes());
            words.ends.push((start, words.text.len() as u32));
        }
        words
    }

    /// Adds the id of this number to a text.
    pub(crate) fn write(&self, number: usize, json: &mut Vec<u8>) {
        let (start, end) = self.ends[number];
        json.extend_from_slice(&self.text[start as usize + 1..end as usize]);
    }

    /// The same behind a comma.
    pub(crate) fn write_next(&self, number: usize, json: &mut Vec<u8>) {
        let (start, end) = self.ends[number];
        json.extend_from_slice(&self.text[start as usize..end as usize]);
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_word_is_written_as_the_library_writes_it() {
        let long = "long".repeat(20);
        let ids = ["", "a", "with\"quote", "back\\slash", "é\n", &long, "writ_of_execution"];
        let words = Words::of(ids.into_iter());
        for (number, id) in ids.into_iter().enumerate() {
            let mut json = b"[".to_vec();
            words.write(number, &mut json);
            let library = serde_json::to_string(id).expect("a text");
            words.write_next(number, &mut json);
            assert_eq!(String::from_utf8_lossy(&json), format!("[{library},{library}"));
        }
    }
}
