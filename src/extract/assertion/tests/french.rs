use super::fr;

#[test]
fn a_denial_covers_its_complement() {
    fr("Le maire a démenti toute trêve à Gharyan.", "trêve", "denied / a démenti");
}
