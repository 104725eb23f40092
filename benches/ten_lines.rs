//! What the SDK itself takes to list instance profiles: the measure for how
//! long `ipb` takes to its first row. See `scripts/measure.py`.

use aws_smithy_http_client::{Builder, tls};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ring = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    let https = Builder::new().tls_provider(ring).build_https();
    let config = aws_config::defaults(aws_config::BehaviorVersion::latest());
    let config = config.http_client(https).load().await;
    let iam = aws_sdk_iam::Client::new(&config);
    for profile in iam.list_instance_profiles().max_items(1000).send().await?.instance_profiles {
        println!("{}", profile.instance_profile_name);
    }
    Ok(())
}
