//! The program as it travels: packed into a `.lzma` file, which `unpack.js` unpacks in the browser.
//!
//! Hosts gzip, and LZMA makes a fifth less of a program. The file has the plain form of old: one
//! byte of parameters, the size of the dictionary, the size unpacked, the stream. Any `xz` reads it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};
use sha2::{Digest as _, Sha384};

/// What the name of a packed program ends in.
pub const ENDING: &str = ".pack";
/// What Trunk's name of the plain program ends in.
const PLAIN_ENDING: &str = "_bg.wasm";

/// Replaces the program in `dist/` by its packed form, and so every mention of it in the page.
pub fn program(dist: &Path) -> Result<(), String> {
    let plain_name = name_ending_in(dist, PLAIN_ENDING).ok_or("dist: there is no program to pack")?;
    let plain = fs::read(dist.join(&plain_name)).map_err(|it| format!("{plain_name}: {it}"))?;
    let packed = packed(&plain)?;
    let name = format!("app-{}{ENDING}", short_hash(&packed));
    let page = fs::read_to_string(dist.join("index.html")).map_err(|it| format!("index.html: {it}"))?;
    let page = renamed(&page, (&plain_name, &plain), (&name, &packed))?;
    fs::write(dist.join(&name), packed).map_err(|it| format!("{name}: {it}"))?;
    fs::write(dist.join("index.html"), page).map_err(|it| format!("index.html: {it}"))?;
    fs::remove_file(dist.join(&plain_name)).map_err(|it| format!("{plain_name}: {it}"))
}

/// The plain bytes of the packed program in `dist/`.
pub fn program_in(dist: &Path) -> Result<Vec<u8>, String> {
    let name = name_ending_in(dist, ENDING).ok_or("dist: there is no packed program")?;
    unpacked(&fs::read(dist.join(&name)).map_err(|it| format!("{name}: {it}"))?)
}

/// The packed file of some bytes; the same bytes always give the same file.
pub fn packed(plain: &[u8]) -> Result<Vec<u8>, String> {
    let options = LzmaOptions {
        // Whatever stands within one program is within reach.
        dict_size: 1 << 22,
        // Code has no fixed width: the byte before says much about the next one, its place nothing.
        lc: 4,
        pb: 0,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        depth_limit: 1 << 10,
        ..LzmaOptions::with_preset(9)
    };
    let pack = || {
        let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(plain.len() as u64))?;
        writer.write_all(plain)?;
        writer.finish()
    };
    pack().map_err(|it: std::io::Error| it.to_string())
}

/// The bytes that were packed.
pub fn unpacked(packed: &[u8]) -> Result<Vec<u8>, String> {
    let unpack = || {
        let mut plain = Vec::new();
        LzmaReader::new_mem_limit(packed, u32::MAX, None)?.read_to_end(&mut plain)?;
        Ok(plain)
    };
    unpack().map_err(|it: std::io::Error| it.to_string())
}

/// The page with one file in place of another: name, integrity, and what it says of its form.
fn renamed(page: &str, from: (&str, &[u8]), to: (&str, &[u8])) -> Result<String, String> {
    let changes = [
        (format!("data-wasm=\"./{}\"", from.0), format!("data-pack=\"./{}\"", to.0)),
        (format!("href=\"./{}\"", from.0), format!("href=\"./{}\"", to.0)),
        (integrity(from.1), integrity(to.1)),
        (" type=\"application/wasm\"".to_owned(), String::new()),
    ];
    changes.iter().try_fold(page.to_owned(), |page, (old, new)| match page.matches(old).count() {
        1 => Ok(page.replace(old, new)),
        n => Err(format!("index.html: {n} times {old}, where once was expected")),
    })
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// Sixteen digits, as Trunk gives other files.
fn short_hash(bytes: &[u8]) -> String {
    let start = Sha384::digest(bytes).iter().take(8).fold(0, |sum: u64, it| sum << 8 | u64::from(*it));
    format!("{start:016x}")
}

fn name_ending_in(dist: &Path, ending: &str) -> Option<String> {
    let names = fs::read_dir(dist).ok()?.filter_map(Result::ok).map(|it| it.file_name());
    names.map(|it| it.to_string_lossy().into_owned()).find(|it| it.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::{integrity, packed, program, renamed, unpacked};
    use std::fs;

    #[test]
    fn what_is_packed_is_the_same_when_unpacked() {
        let words = "a segment is a group of customers, ".repeat(900);
        let numbers: Vec<u8> =
            (0..70_000_u32).flat_map(|it| it.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        for plain in [&b""[..], b"a", words.as_bytes(), &numbers] {
            assert!(unpacked(&packed(plain).unwrap()).unwrap() == plain, "{} bytes", plain.len());
        }
        assert!(packed(words.as_bytes()).unwrap().len() < 200);
    }

    #[test]
    fn the_same_bytes_give_the_same_file() {
        assert_eq!(
            packed(b"once, twice, once, twice").unwrap(),
            packed(b"once, twice, once, twice").unwrap()
        );
    }

    #[test]
    fn a_damaged_file_is_an_error_with_words() {
        let file = packed(b"some words and some words").unwrap();
        assert!(unpacked(&file[..file.len() - 3]).is_err());
        assert!(unpacked(b"no such form").is_err());
    }

    #[test]
    fn the_page_names_the_packed_program_and_the_plain_one_is_gone() {
        let folder = std::env::temp_dir().join(format!("enclave-pack-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("app-1_bg.wasm"), "program").unwrap();
        let page = format!(
            "<meta data-glue=\"./app-1.js\" data-wasm=\"./app-1_bg.wasm\"><link href=\"./app-1_bg.wasm\" integrity=\"{}\" as=\"fetch\" type=\"application/wasm\">",
            integrity(b"program")
        );
        fs::write(folder.join("index.html"), page).unwrap();
        program(&folder).unwrap();
        let file = packed(b"program").unwrap();
        let name = format!("app-{}.pack", super::short_hash(&file));
        let expected = format!(
            "<meta data-glue=\"./app-1.js\" data-pack=\"./{name}\"><link href=\"./{name}\" integrity=\"{}\" as=\"fetch\">",
            integrity(&file)
        );
        assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), expected);
        assert_eq!(fs::read(folder.join(name)).unwrap(), file);
        assert!(!folder.join("app-1_bg.wasm").exists());
    }

    #[test]
    fn a_page_that_does_not_name_the_program_is_an_error() {
        let fault = renamed("<meta>", ("app-1_bg.wasm", b"a"), ("app-2.pack", b"b")).unwrap_err();
        assert!(fault.contains("0 times data-wasm"), "{fault}");
    }
}
