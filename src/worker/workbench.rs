//! What the worker remembers between commands.
