"""Built-in plugins: what a team could do without; the kernel reaches none of them by name."""
