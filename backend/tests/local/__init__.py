"""Tests of the launcher, the supervisor, backup and restore: real processes, a real PostgreSQL, no browser."""
