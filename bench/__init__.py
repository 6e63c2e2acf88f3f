"""The bench: the product beside the stack of the original specification and beside PostgreSQL's own limit."""
