//! JSON to values, of the types that ask for them.

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use crate::engine::json::Misfit;
use crate::engine::json::scan::{Items, Number, Reader};

impl<'de> SeqAccess<'de> for &mut Items<'_, '_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        if self.is_more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for &mut Items<'_, '_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        if !self.is_more()? {
            return Ok(None);
        }
        let key = seed.deserialize(&mut *self.reader)?;
        self.reader.expect(b':')?;
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant of an enum: a text, or an object with one key.
struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    is_plain: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Misfit> {
        let name: StringDeserializer<Misfit> = self.reader.string()?.into_deserializer();
        let variant = seed.deserialize(name)?;
        if !self.is_plain {
            self.reader.expect(b':')?;
        }
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        if self.is_plain { Ok(()) } else { self.reader.null() }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        if self.is_plain { Err(Misfit) } else { seed.deserialize(self.reader) }
    }

    fn tuple_variant<V: Visitor<'de>>(self, n: usize, visitor: V) -> Result<V::Value, Misfit> {
        if self.is_plain { Err(Misfit) } else { self.reader.deserialize_tuple(n, visitor) }
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if self.is_plain { Err(Misfit) } else { self.reader.deserialize_struct("", fields, visitor) }
    }
}

/// Types that are asked for by name and are read as another.
macro_rules! as_other {
    ($($own:ident($($option:ty),*) => $other:ident),+) => {$(
        fn $own<V: Visitor<'de>>(self, $(_: $option,)* visitor: V) -> Result<V::Value, Misfit> {
            self.$other(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Misfit;

    /// Only types that say what they are can be read.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_bool(self.boolean()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.number()? {
            Number::Natural(it) => visitor.visit_u64(it),
            Number::Negative(it) => visitor.visit_i64(it),
            Number::Fraction(it) => visitor.visit_f64(it),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.is_word("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.null()?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.enter()?;
        let mut items = Items::of(self, b'[', b']')?;
        let value = visitor.visit_seq(&mut items)?;
        items.close()?;
        self.leave();
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.enter()?;
        let mut items = Items::of(self, b'{', b'}')?;
        let value = visitor.visit_map(&mut items)?;
        items.close()?;
        self.leave();
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.enter()?;
        let is_plain = !self.is_next(b'{');
        let value = visitor.visit_enum(Variant { reader: &mut *self, is_plain })?;
        if !is_plain {
            self.expect(b'}')?;
        }
        self.leave();
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.skip(0)?;
        visitor.visit_unit()
    }

    as_other!(
        deserialize_i8() => deserialize_u64,
        deserialize_i16() => deserialize_u64,
        deserialize_i32() => deserialize_u64,
        deserialize_i64() => deserialize_u64,
        deserialize_u8() => deserialize_u64,
        deserialize_u16() => deserialize_u64,
        deserialize_u32() => deserialize_u64,
        deserialize_f32() => deserialize_u64,
        deserialize_f64() => deserialize_u64,
        deserialize_char() => deserialize_string,
        deserialize_str() => deserialize_string,
        deserialize_identifier() => deserialize_string,
        deserialize_bytes() => deserialize_string,
        deserialize_byte_buf() => deserialize_string,
        deserialize_unit_struct(&'static str) => deserialize_unit,
        deserialize_tuple(usize) => deserialize_seq,
        deserialize_tuple_struct(&'static str, usize) => deserialize_seq,
        deserialize_struct(&'static str, &'static [&'static str]) => deserialize_map
    );
}
