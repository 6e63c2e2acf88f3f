"""How Stonechat runs on one machine: an embedded PostgreSQL, the supervisor behind `make run`, backup and restore."""
