//! The command line of marsad.

fn main() {}
