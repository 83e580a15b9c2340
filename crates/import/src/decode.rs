//! From bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::ImportError;

/// How much is looked at to tell what it is.
const SAMPLE: usize = 64 << 10;

/// Text with `\n` at the ends of lines, and the name of the encoding that it was in.
pub(crate) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    let (encoding, start) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let bytes = &bytes[start..];
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if is_binary(&text) {
        return Err(ImportError::Binary);
    }
    Ok(Decoded { text: with_line_feeds(text.into_owned()), encoding: encoding.name() })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = wide(&bytes[..bytes.len().min(SAMPLE)]) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // A file that was cut in the middle of a letter is still what it was before it.
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
        && error.valid_up_to() + tail.len() >= bytes.len()
        && bytes[..error.valid_up_to()].iter().any(|byte| !byte.is_ascii())
    {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // Bytes that this encoding has no letters for: whatever it is, it is not that. The other one has one for each byte.
    if found.decode_without_bom_handling(bytes).1 { WINDOWS_1252 } else { found }
}

/// Every other byte is zero where Latin letters are written in two bytes each.
fn wide(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs > 0 && odd * 2 > pairs && even * 10 < pairs {
        Some(UTF_16LE)
    } else if pairs > 0 && even * 2 > pairs && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Text has no zeros, and next to none of the other control characters.
fn is_binary(text: &str) -> bool {
    let odd = |letter: &char| {
        letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}')
    };
    text.contains('\0') || {
        let sample = text.chars().take(SAMPLE);
        let all = sample.clone().count();
        let strange = sample.filter(|letter| odd(letter) || *letter == '\u{fffd}').count();
        strange * 20 > all
    }
}

/// One way to end lines, so that lines can be counted.
fn with_line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Pasted text is text already.
pub(crate) fn pasted(text: &str) -> Result<Decoded, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_binary(text) {
        return Err(ImportError::Binary);
    }
    Ok(Decoded { text: with_line_feeds(text.to_owned()), encoding: UTF_8.name() })
}
