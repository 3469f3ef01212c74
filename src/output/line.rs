//! Finding the number of a line without parsing it: `schema`, `seq` and `id` stand first.

use crate::record::SCHEMA;

/// The `seq` of a line, or of the beginning of one; `None` if it is not a line of ours.
pub fn seq(line: &[u8]) -> Option<u64> {
    let rest = line.strip_prefix(b"{\"schema\":\"")?.strip_prefix(SCHEMA.as_bytes())?.strip_prefix(b"\",\"seq\":")?;
    let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<u64>) {
        assert_eq!(seq(line.as_bytes()), expected);
    }

    #[test]
    fn seq_stands_behind_the_schema() {
        check("{\"schema\":\"marsad/1\",\"seq\":1042,\"id\":\"9f", Some(1042));
    }

    #[test]
    fn a_number_that_may_go_on_is_not_read() {
        check("{\"schema\":\"marsad/1\",\"seq\":10", None);
    }

    #[test]
    fn other_lines_have_no_seq() {
        check("{\"seq\":1}", None);
        check("", None);
    }
}
