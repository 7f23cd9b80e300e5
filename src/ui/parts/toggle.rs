//! What is chosen of several.

/// Puts a name into a list, at its end; takes it out where it was in.
pub fn toggle(list: &mut Vec<String>, name: &str) {
    let before = list.len();
    list.retain(|it| it != name);
    if list.len() == before {
        list.push(name.to_owned());
    }
}
