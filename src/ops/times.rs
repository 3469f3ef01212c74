//! Durations as plain numbers: added up where things happen, shown as a histogram.

use std::{fmt, time::Duration};

use prometheus_client::{
    encoding::{EncodeMetric, MetricEncoder, NoLabelSet},
    metrics::MetricType,
};

/// Upper bounds in seconds, from a tenth of a millisecond to half a minute.
pub(super) const SECONDS: [f64; 12] = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// How long something took, each time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// By the bound that they are below; the last ones are above all.
    counts: [u64; SECONDS.len() + 1],
    sum: Duration,
}

impl Times {
    /// Adds something that happened `times` times and took so long.
    pub fn add(&mut self, took: Duration, times: u32) {
        let bound = SECONDS.partition_point(|bound| *bound < took.as_secs_f64());
        if let Some(count) = self.counts.get_mut(bound) {
            *count += u64::from(times);
        }
        self.sum += took.saturating_mul(times);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: &Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(own, more)| *own += more);
        self.sum += other.sum;
    }
}

impl EncodeMetric for Times {
    fn encode(&self, mut encoder: MetricEncoder<'_>) -> Result<(), fmt::Error> {
        let bounds = SECONDS.into_iter().chain([f64::MAX]);
        let buckets: Vec<(f64, u64)> = bounds.zip(self.counts).collect();
        encoder.encode_histogram::<NoLabelSet>(self.sum.as_secs_f64(), self.counts.iter().sum(), &buckets, None)
    }

    fn metric_type(&self) -> MetricType {
        MetricType::Histogram
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_falls_under_its_bound() {
        let mut times = Times::default();
        times.add(Duration::from_millis(1), 2);
        times.add(Duration::from_secs(60), 1);
        let mut all = Times::default();
        all.add(Duration::from_millis(2), 1);
        all.append(&times);
        assert_eq!(all.counts, [0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(all.sum, Duration::from_millis(60_004));
    }
}
