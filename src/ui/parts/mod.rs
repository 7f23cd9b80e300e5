//! Pieces that know no session.

mod fault_message;
mod file_button;
mod icon;
mod select;
mod select_field;
mod task_progress;

pub use fault_message::FaultMessage;
pub use file_button::FileButton;
pub use icon::Icon;
pub use select::{Options, Select, SelectLook};
pub use select_field::SelectField;
pub use task_progress::TaskProgress;
