//! A few things known by their names, in the order of the names.
//!
//! The standard library's ordered map is code of its own for every type it holds; a sorted list is
//! enough for the columns or segments of one recipe.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Things by name. Each name is there once; in files it is a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByName<T>(Vec<(String, T)>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByName<T> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The thing of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|it| it.0 == name).map(|it| &it.1)
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|it| it.0.as_str())
    }

    /// All things, in the order of their names.
    pub fn things(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|it| &it.1)
    }

    /// Gives a name to a thing, and says which thing had it before.
    pub fn insert(&mut self, name: String, thing: T) -> Option<T> {
        match self.0.binary_search_by(|it| it.0.cmp(&name)) {
            Ok(at) => self.0.get_mut(at).map(|it| std::mem::replace(&mut it.1, thing)),
            Err(at) => {
                self.0.insert(at, (name, thing));
                None
            }
        }
    }

    /// Takes the thing of that name away.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let at = self.0.iter().position(|it| it.0 == name)?;
        Some(self.0.remove(at).1)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> FromIterator<(String, T)> for ByName<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(all: I) -> Self {
        let mut by_name = Self::new();
        for (name, thing) in all {
            by_name.insert(name, thing);
        }
        by_name
    }
}

impl<T: Serialize> Serialize for ByName<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, thing) in &self.0 {
            map.serialize_entry(name, thing)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByName<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = ByName<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<ByName<T>, A::Error> {
        let mut by_name = ByName::new();
        while let Some((name, thing)) = entries.next_entry()? {
            by_name.insert(name, thing);
        }
        Ok(by_name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::ByName;
    use crate::engine::json;

    proptest! {
        #[test]
        fn it_is_the_ordered_map_of_the_standard_library(
            steps in prop::collection::vec(("[a-e]", prop::option::of(0_u8..9)), 0..30),
        ) {
            let (mut own, mut other) = (ByName::new(), BTreeMap::new());
            for (name, thing) in steps {
                if let Some(it) = thing {
                    prop_assert_eq!(own.insert(name.clone(), it), other.insert(name, it));
                } else {
                    prop_assert_eq!(own.remove(&name), other.remove(&name));
                }
            }
            prop_assert_eq!(own.is_empty(), other.is_empty());
            prop_assert_eq!(own.get("c"), other.get("c"));
            let text = json::in_one_line(&own);
            prop_assert_eq!(&text, &json::in_one_line(&other));
            prop_assert_eq!(json::read::<ByName<u8>>(&text), Ok(own));
        }
    }
}
