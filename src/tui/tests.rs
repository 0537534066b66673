//! Key scripts on the app and renders without a terminal.
