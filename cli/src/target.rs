//! Where answers go: standard output, or a file that appears when it is whole.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::report::Stop;

/// What is written to.
pub(crate) struct Target {
    write: Box<dyn Write + Send>,
    file: Option<File>,
}

/// A file that is not there yet.
struct File {
    /// As it was named, for messages.
    name: String,
    path: PathBuf,
    /// What is written until then, beside it. None for what is no file, as a pipe.
    unfinished: Option<NamedTempFile>,
}

impl Target {
    /// A file, or standard output where none is named.
    pub(crate) fn open(path: Option<&Path>) -> Result<Target, Stop> {
        let Some(path) = path else {
            return Ok(Target { write: Box::new(io::stdout()), file: None });
        };
        let name = path.display().to_string();
        let cannot = |error| Stop::Usage(format!("`{name}` cannot be written: {error}"));
        // Through a link, so that the link stays one.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(Stop::Usage(format!("`{name}` is a folder; name a file to write")));
        }
        // A pipe or a device is written to as it is: it cannot be replaced by a file.
        if path.exists() && !path.is_file() {
            let file = OpenOptions::new().write(true).open(&path).map_err(cannot)?;
            let file_of = File { name: name.clone(), path, unfinished: None };
            return Ok(Target { write: Box::new(file), file: Some(file_of) });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut unfinished = tempfile::Builder::new();
        unfinished.prefix(".recoup-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any other new file: what the user's mask leaves of it.
            unfinished.permissions(fs::Permissions::from_mode(0o666));
        }
        let unfinished =
            unfinished.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(cannot)?;
        let write = unfinished.reopen().map_err(cannot)?;
        let write = Box::new(BufWriter::with_capacity(64 * 1024, write));
        let file = File { name: name.clone(), path, unfinished: Some(unfinished) };
        Ok(Target { write, file: Some(file) })
    }

    /// All is written: the file appears.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        if let Err(error) = self.write.flush() {
            return Err(self.stop(error));
        }
        let Some(File { name, path, unfinished: Some(unfinished) }) = self.file else {
            return Ok(());
        };
        let cannot = |error| Stop::Case(format!("`{name}` cannot be written: {error}"));
        unfinished.persist(path).map(drop).map_err(|error| cannot(error.error))
    }

    /// Why nothing more can be written, as the reason to stop.
    pub(crate) fn stop(&self, error: io::Error) -> Stop {
        match &self.file {
            Some(file) => Stop::Case(format!("`{}` cannot be written: {error}", file.name)),
            None => Stop::Output(error),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write.flush()
    }
}
