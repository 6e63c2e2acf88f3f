"""What is measured: PostgreSQL, the product, the peers, pgbench, and how they are started and stopped."""
