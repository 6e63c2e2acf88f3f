"""Live changes: what changed is read from PostgreSQL after the commit and handed to every socket that may see it."""
