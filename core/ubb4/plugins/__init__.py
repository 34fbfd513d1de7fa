"""Who is heard: hook specifications, the toolkit of the enabled plugins, the beginning of a new one, catalogues."""
