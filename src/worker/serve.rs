//! The worker's end of the conversation.
