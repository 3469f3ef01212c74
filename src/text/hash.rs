//! The key of a word: a hash of its bytes in a dozen instructions.
//!
//! Words are hashed a thousand times an article, with and without what Arabic writes together with
//! them, and nearly all have at most 16 bytes, which two overlapping reads hold whole. This is the way
//! of wyhash (Wang Yi, 2019): both halves are multiplied and the two halves of the product joined.
//! XXH3 took 15,000 instructions an article more and told no more words apart.

/// Odd numbers with bits in no order, from the golden ratio and from wyhash's secret.
const SECRET: [u64; 3] = [0x9e37_79b9_7f4a_7c15, 0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db];

/// The key of the bytes of a word. It is kept nowhere: another version may give another.
pub(super) fn key(word: &[u8]) -> u64 {
    let [first, second, third] = SECRET;
    let mut state = first ^ word.len() as u64;
    let mut rest = word;
    while rest.len() > 16
        && let Some((block, behind)) = rest.split_first_chunk::<16>()
    {
        let (low, high) = ends(block);
        state = mix(low ^ second, high ^ state);
        rest = behind;
    }
    let (low, high) = ends(rest);
    mix(mix(low ^ second, high ^ state) ^ third, state ^ second)
}

/// All of at most 16 bytes as two numbers.
fn ends(word: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        return (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into());
    }
    match *word {
        [] => (0, 0),
        [one] => (one.into(), 0),
        [one, two] => (one.into(), two.into()),
        [one, two, three, ..] => (u64::from(one) << 8 | u64::from(two), three.into()),
    }
}

fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    let [low, high] = [product as u64, (product >> 64) as u64];
    low ^ high
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn words_that_differ_in_a_byte_or_in_length_have_other_keys() {
        let letters = "سرت بنغازي أجدابيا requisitioned antiaérienne abcdefghijklmnopqrstuvwxyz0123456789";
        let mut words: HashSet<Vec<u8>> = HashSet::new();
        for start in 0..letters.len() {
            for end in start..=letters.len() {
                words.insert(letters.as_bytes()[start..end].to_vec());
            }
        }
        for at in 0..40 {
            for byte in 0..=255 {
                let mut word = letters.as_bytes()[..40].to_vec();
                word[at] = byte;
                words.insert(word);
            }
        }
        words.extend((0..60).map(|length| vec![0; length]));
        let keys: HashSet<u64> = words.iter().map(|word| key(word)).collect();
        assert_eq!(keys.len(), words.len());
    }

    #[test]
    fn the_low_and_the_high_bits_of_keys_are_spread() {
        // Maps take the low bits for the bucket and the high ones for the tag.
        let words = || (0..4096_u32).map(|n| format!("word{n}"));
        for shift in [0, 20, 52] {
            let buckets: HashSet<u64> = words().map(|word| key(word.as_bytes()) >> shift & 0xfff).collect();
            // Of as many buckets as words a random function leaves 1/e empty.
            assert!((2450..2730).contains(&buckets.len()), "{} at {shift}", buckets.len());
        }
    }
}
