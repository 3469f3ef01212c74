//! The one integration test binary: it links once, and each module is one area.

#[cfg(test)]
mod crash;
#[cfg(test)]
mod places;
#[cfg(test)]
mod reader_damage;
#[cfg(test)]
mod reader_fuzz;
#[cfg(test)]
mod simulated_disk;
