//! Pieces that know no session.

mod explain;
mod fault_message;
mod file_button;
mod first_rows;
mod icon;
mod name_field;
mod number_field;
mod numbers_field;
mod select;
mod select_field;
mod switch;
mod task_progress;
mod toggle;
mod typed_field;
mod updating;

pub use explain::Explain;
pub use fault_message::FaultMessage;
pub use file_button::FileButton;
pub use first_rows::FirstRows;
pub use icon::Icon;
pub use name_field::NameField;
pub use number_field::NumberField;
pub use numbers_field::NumbersField;
pub use select::{Options, Select, SelectLook};
pub use select_field::SelectField;
pub use switch::Switch;
pub use task_progress::TaskProgress;
pub use toggle::toggle;
pub use typed_field::TypedField;
pub use updating::Updating;
