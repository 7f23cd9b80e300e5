//! The program as it travels: packed into a `.pack` file, which `unpack.js` unpacks in the browser.
//!
//! Hosts gzip, and LZMA makes a fifth less of a program. The file has the plain form of old: one
//! byte of parameters, the size of the dictionary, the size unpacked, the stream. Any `xz` reads it.

use std::io::{Read as _, Write as _};

use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};

use crate::page::Page;

/// What the name of a packed program ends in.
pub const ENDING: &str = ".pack";
/// What Trunk's name of the plain program ends in.
pub const PLAIN_ENDING: &str = "_bg.wasm";

/// Replaces the program of the page by its packed form.
pub fn program(page: &mut Page) -> Result<(), String> {
    let names = page.names(PLAIN_ENDING);
    let name = names.first().ok_or("dist: there is no program to pack")?;
    let packed = packed(&page.read(name)?)?;
    page.replace(name, ENDING, &packed)?;
    for (plain, packed) in [(" data-wasm=", " data-pack="), (" type=\"application/wasm\"", "")] {
        page.html = page.html.replace(plain, packed);
    }
    Ok(())
}

/// The plain bytes of the page's packed program.
pub fn program_in(page: &Page) -> Result<Vec<u8>, String> {
    let name = page.names(ENDING).into_iter().find(|it| it.starts_with("app-"));
    unpacked(&page.read(&name.ok_or("dist: there is no packed program")?)?)
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

#[cfg(test)]
mod tests {
    use super::{ENDING, packed, program, program_in, unpacked};
    use crate::page::Page;
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
    fn the_page_names_the_packed_program_as_packed() {
        let folder = std::env::temp_dir().join(format!("enclave-pack-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("app-1_bg.wasm"), "").unwrap();
        // The hash of nothing.
        let integrity = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        let html = format!(
            "<meta data-wasm=\"./app-1_bg.wasm\"><link href=\"./app-1_bg.wasm\" integrity=\"{integrity}\" type=\"application/wasm\">"
        );
        fs::write(folder.join("index.html"), html).unwrap();
        let mut page = Page::open(&folder).unwrap();
        program(&mut page).unwrap();
        let name = page.names(ENDING).concat();
        assert!(
            page.html.starts_with(&format!("<meta data-pack=\"./{name}\"><link href=\"./{name}\"")),
            "{}",
            page.html
        );
        assert!(!page.html.contains("wasm") && program_in(&page).unwrap().is_empty(), "{}", page.html);
    }
}
