//! AWS's regions by partition: data, from `assets/regions.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The file, read once. It is part of the program, and a test reads it.
static REGIONS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/regions.toml")).unwrap_or_default());

/// The regions of a partition with AWS's names for them, sorted. Where the
/// partition is not known, that of a region counts; else `aws`.
pub fn of(partition: Option<&str>, region: &str) -> Vec<(&'static str, &'static str)> {
    let by_region = || REGIONS.values().find(|regions| regions.contains_key(region));
    let regions = partition
        .and_then(|partition| REGIONS.get(partition))
        .or_else(by_region)
        .or_else(|| REGIONS.get("aws"));
    let pairs = regions.into_iter().flatten();
    pairs.map(|(region, name)| (region.as_str(), name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::config::is_region;
    use super::*;

    #[test]
    fn each_partition_has_its_own_regions_and_no_other() {
        assert!(of(Some("aws"), "").contains(&("eu-west-1", "Europe (Ireland)")));
        assert_eq!(of(Some("aws-cn"), "us-east-1").len(), 2);
        assert_eq!(of(None, "us-gov-west-1").len(), 2);
        assert!(of(Some("aws-new"), "").len() > 30);
        let all = REGIONS.values().flatten();
        assert!(all.clone().all(|(region, name)| is_region(region) && !name.is_empty()));
        assert!(all.count() > 40);
    }
}
