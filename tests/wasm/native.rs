//! Prints the hash of each file named, one a line.

use enclave_alike::hash;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        println!("{}", hash(&std::fs::read(path)?));
    }
    Ok(())
}
