use super::en;

#[test]
fn a_denial_covers_its_complement() {
    en("The mayor denied reports of a truce in Gharyan.", "truce", "denied / denied");
}
