//! Durations and sizes as people write them.

use std::time::Duration;

/// `90s`, `10m`, `6h`, `1d`, `250ms`, or several of them together, `1h30m`.
///
/// # Errors
/// The advice, if `text` is none of these.
pub fn duration(text: &str) -> Result<Duration, String> {
    const ADVICE: &str = "a duration is written such as \"90s\", \"10m\", \"6h\" or \"1d\"";
    let millis = pieces(text, |unit| match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" | "min" => Some(60_000),
        "h" => Some(3_600_000),
        "d" => Some(86_400_000),
        "w" => Some(604_800_000),
        _ => None,
    });
    millis.map(Duration::from_millis).ok_or_else(|| ADVICE.to_owned())
}

/// `512KiB`, `25MiB`, `20GiB`, also `25MB` (10^6) and plain bytes, `4096B`.
///
/// # Errors
/// The advice, if `text` is none of these.
pub fn size(text: &str) -> Result<u64, String> {
    const ADVICE: &str = "a size is written such as \"512KiB\", \"25MiB\" or \"20GiB\"";
    let bytes = pieces(text, |unit| match unit {
        "B" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        "TiB" => Some(1 << 40),
        "KB" | "kB" => Some(1_000),
        "MB" => Some(1_000_000),
        "GB" => Some(1_000_000_000),
        _ => None,
    });
    bytes.ok_or_else(|| ADVICE.to_owned())
}

/// The sum of number-and-unit pieces; `None` if there is none or one does not read or is too large.
fn pieces(text: &str, factor: impl Fn(&str) -> Option<u64>) -> Option<u64> {
    let mut rest = text.trim();
    let mut total = None;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, after) = rest.split_at_checked(digits)?;
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(letters)?;
        let piece = number.parse::<u64>().ok()?.checked_mul(factor(unit)?)?;
        total = Some(total.unwrap_or(0u64).checked_add(piece)?);
        rest = after.trim_start();
    }
    total
}

/// A duration as it is written in the config: `90s`, `10m`, `1h30m`.
pub fn show_duration(duration: Duration) -> String {
    let mut millis = duration.as_millis();
    let mut shown = String::new();
    for (unit, factor) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)] {
        if millis >= factor {
            shown.push_str(&format!("{}{unit}", millis / factor));
            millis %= factor;
        }
    }
    if shown.is_empty() { "0s".to_owned() } else { shown }
}

/// A size as it is written in the config: `25MiB`, `4096B`.
pub fn show_size(bytes: u64) -> String {
    for (unit, shift) in [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)] {
        if bytes >= 1 << shift && bytes.trailing_zeros() >= shift {
            return format!("{}{unit}", bytes >> shift);
        }
    }
    format!("{bytes}B")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_shown() {
        for (text, millis) in
            [("90s", 90_000), ("10m", 600_000), ("1h30m", 5_400_000), ("250ms", 250), ("90d", 7_776_000_000)]
        {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        assert_eq!(show_duration(Duration::from_millis(5_400_000)), "1h30m");
        assert_eq!(show_duration(Duration::ZERO), "0s");
    }

    #[test]
    fn a_bare_number_is_no_duration() {
        for text in ["10", "", "ten minutes", "10 parsecs", "-5m", "99999999999999999999d"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, bytes) in [("25MiB", 26_214_400), ("4096B", 4_096), ("1GB", 1_000_000_000)] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        assert_eq!(show_size(26_214_400), "25MiB");
        assert_eq!(show_size(4_097), "4097B");
    }
}
