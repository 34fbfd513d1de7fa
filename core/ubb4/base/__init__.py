"""The ground floor: texts and languages, errors, files written whole, settings, the log, how people spell; it knows nothing of workbooks."""
