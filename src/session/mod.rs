//! What the page knows: plain data, tested natively.
