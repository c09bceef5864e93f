"""Where records come from: one whole folder per source, each yielding `document.SourceDocument`s."""
