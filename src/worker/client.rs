//! The page's end of the conversation.
