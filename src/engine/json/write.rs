//! Values to JSON.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use crate::engine::json::Misfit;

/// A text that grows.
pub struct Writer {
    text: String,
    depth: usize,
    is_indented: bool,
}

impl Writer {
    /// Nothing yet.
    pub fn new(is_indented: bool) -> Self {
        Self { text: String::new(), depth: 0, is_indented }
    }

    /// The text of a value; empty if it has no form in JSON.
    pub fn write(mut self, value: &impl Serialize) -> String {
        match value.serialize(&mut self) {
            Ok(()) => self.text,
            Err(Misfit) => String::new(),
        }
    }

    fn push_quoted(&mut self, text: &str) {
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                '\0'..='\u{1f}' => self.push_code(u32::from(letter)),
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
    }

    /// A control character by its number.
    fn push_code(&mut self, code: u32) {
        self.text.push_str("\\u00");
        self.text.extend([code >> 4, code & 15].iter().filter_map(|it| char::from_digit(*it, 16)));
    }

    fn open(&mut self, first: char, last: char) -> Inside<'_> {
        self.text.push(first);
        self.depth += 1;
        Inside { writer: self, is_empty: true, last, n_more: 0 }
    }

    /// An enum's variant with something in it: an object with one key.
    fn open_variant(&mut self, variant: &str, first: char, last: char) -> Inside<'_> {
        let outer = self.open('{', '}');
        let writer = outer.writer;
        writer.new_line();
        writer.push_key(variant);
        Inside { n_more: 1, ..writer.open(first, last) }
    }

    fn push_key(&mut self, key: &str) {
        self.push_quoted(key);
        self.text.push_str(if self.is_indented { ": " } else { ":" });
    }

    fn new_line(&mut self) {
        if self.is_indented {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }
}

/// A list or an object that is open.
pub struct Inside<'a> {
    writer: &'a mut Writer,
    is_empty: bool,
    last: char,
    /// Objects around it that end with it.
    n_more: usize,
}

impl Inside<'_> {
    fn next(&mut self) {
        if !self.is_empty {
            self.writer.text.push(',');
        }
        self.is_empty = false;
        self.writer.new_line();
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Misfit> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn entry(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Misfit> {
        self.next();
        self.writer.push_key(key);
        value.serialize(&mut *self.writer)
    }

    fn close(self) {
        let Self { writer, is_empty, last, n_more } = self;
        writer.depth -= 1;
        if !is_empty {
            writer.new_line();
        }
        writer.text.push(last);
        for _ in 0..n_more {
            writer.depth -= 1;
            writer.new_line();
            writer.text.push('}');
        }
    }
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Misfit;
    type SerializeSeq = Inside<'a>;
    type SerializeTuple = Inside<'a>;
    type SerializeTupleStruct = Inside<'a>;
    type SerializeTupleVariant = Inside<'a>;
    type SerializeMap = Inside<'a>;
    type SerializeStruct = Inside<'a>;
    type SerializeStructVariant = Inside<'a>;

    fn serialize_bool(self, it: bool) -> Result<(), Misfit> {
        self.text.push_str(if it { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, it: i8) -> Result<(), Misfit> {
        self.serialize_i64(it.into())
    }

    fn serialize_i16(self, it: i16) -> Result<(), Misfit> {
        self.serialize_i64(it.into())
    }

    fn serialize_i32(self, it: i32) -> Result<(), Misfit> {
        self.serialize_i64(it.into())
    }

    fn serialize_i64(self, it: i64) -> Result<(), Misfit> {
        self.text.push_str(&it.to_string());
        Ok(())
    }

    fn serialize_u8(self, it: u8) -> Result<(), Misfit> {
        self.serialize_u64(it.into())
    }

    fn serialize_u16(self, it: u16) -> Result<(), Misfit> {
        self.serialize_u64(it.into())
    }

    fn serialize_u32(self, it: u32) -> Result<(), Misfit> {
        self.serialize_u64(it.into())
    }

    fn serialize_u64(self, it: u64) -> Result<(), Misfit> {
        self.text.push_str(&it.to_string());
        Ok(())
    }

    fn serialize_f32(self, it: f32) -> Result<(), Misfit> {
        self.serialize_f64(it.into())
    }

    fn serialize_f64(self, it: f64) -> Result<(), Misfit> {
        if !it.is_finite() {
            return self.serialize_unit();
        }
        self.text.push_str(zmij::Buffer::new().format_finite(it));
        Ok(())
    }

    fn serialize_char(self, it: char) -> Result<(), Misfit> {
        self.serialize_str(it.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, it: &str) -> Result<(), Misfit> {
        self.push_quoted(it);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Misfit> {
        Err(Misfit)
    }

    fn serialize_none(self) -> Result<(), Misfit> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Misfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Misfit> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Misfit> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Misfit> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Misfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Misfit> {
        let mut inside = self.open('{', '}');
        inside.entry(variant, value)?;
        inside.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'a>, Misfit> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'a>, Misfit> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, Misfit> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Misfit> {
        Ok(self.open_variant(variant, '[', ']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'a>, Misfit> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, Misfit> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Misfit> {
        Ok(self.open_variant(variant, '{', '}'))
    }
}

/// Lists of every kind.
macro_rules! lists {
    ($($list:ident::$item:ident),+) => {$(
        impl $list for Inside<'_> {
            type Ok = ();
            type Error = Misfit;

            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misfit> {
                self.item(value)
            }

            fn end(self) -> Result<(), Misfit> {
                self.close();
                Ok(())
            }
        }
    )+};
}

lists!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// Objects with known keys.
macro_rules! objects {
    ($($object:ident),+) => {$(
        impl $object for Inside<'_> {
            type Ok = ();
            type Error = Misfit;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Misfit> {
                self.entry(key, value)
            }

            fn end(self) -> Result<(), Misfit> {
                self.close();
                Ok(())
            }
        }
    )+};
}

objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Misfit;

    /// Keys are texts.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Misfit> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misfit> {
        self.writer.text.push_str(if self.writer.is_indented { ": " } else { ":" });
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Misfit> {
        self.close();
        Ok(())
    }
}
