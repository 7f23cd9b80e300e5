//! Other programs: started in the project's root, with the pinned tools first on the path.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{place, tools};

/// One program to run.
pub struct Step {
    command: Command,
    shown: String,
}

/// What a program said on standard output, and how it ended.
pub struct Ended {
    /// Its standard output.
    pub output: String,
    /// Whether it ended well.
    pub is_ok: bool,
}

impl Step {
    /// A program by its name.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(find(program).unwrap_or_else(|| program.into()));
        command.current_dir(place::root()).env("PATH", path());
        // What `cargo run` tells this program about itself is not for others.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        Self { command, shown: program.to_string_lossy().into_owned() }
    }

    /// One argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    /// Several arguments.
    pub fn args<S: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = S>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// One environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it, showing its output as it comes; a bad end is an error.
    pub fn stream(self) -> Result<String, String> {
        let shown = self.shown.clone();
        let ended = self.watch()?;
        if ended.is_ok { Ok(ended.output) } else { Err(format!("`{shown}` failed")) }
    }

    /// Runs it, showing its output as it comes.
    pub fn watch(mut self) -> Result<Ended, String> {
        println!("$ {}", self.shown);
        let mut child =
            self.command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|it| self.fault(&it))?;
        let mut output = String::new();
        if let Some(pipe) = child.stdout.take() {
            let mut lines = BufReader::new(pipe);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line).map_err(|it| self.fault(&it))? > 0 {
                let text = String::from_utf8_lossy(&line);
                print!("{text}");
                std::io::stdout().flush().map_err(|it| self.fault(&it))?;
                output.push_str(&text);
                line.clear();
            }
        }
        let status = child.wait().map_err(|it| self.fault(&it))?;
        Ok(Ended { output, is_ok: status.success() })
    }

    /// Runs it in silence; a bad end or a missing program is `None`.
    pub fn ask(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Starts it and goes on.
    pub fn start(mut self) -> Result<Child, String> {
        println!("$ {}", self.shown);
        self.command.stdin(Stdio::null()).spawn().map_err(|it| self.fault(&it))
    }

    fn fault(&self, fault: &std::io::Error) -> String {
        format!("`{}` could not run: {fault}", self.shown)
    }
}

/// The path with the pinned tools first.
fn path() -> OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = tools::folders().into_iter().chain(env::split_paths(&inherited));
    env::join_paths(all).unwrap_or(inherited)
}

/// Where a program would be found. Windows looks names up in the parent's path, so it is done here.
pub fn find(program: &OsStr) -> Option<PathBuf> {
    if Path::new(program).components().count() > 1 {
        return None;
    }
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ""] } else { &[""] };
    env::split_paths(&path()).find_map(|folder| {
        endings.iter().find_map(|ending| {
            let mut name = program.to_os_string();
            name.push(ending);
            let file = folder.join(name);
            file.is_file().then_some(file)
        })
    })
}

/// Does one thing, saying what it is and how long it took.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    println!("\n── {what}");
    let start = Instant::now();
    let done = work();
    let word = if done.is_ok() { "done" } else { "failed" };
    println!("── {what}: {word} in {}", seconds(start.elapsed()));
    done
}

/// A time as people read it.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, seconds};
    use std::time::Duration;

    #[test]
    fn times_are_given_in_minutes_from_one_minute_on() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_with_its_name() {
        let fault = Step::new("no-such-program-anywhere").arg("--now").stream().unwrap_err();
        assert!(fault.contains("no-such-program-anywhere --now"), "{fault}");
    }
}
