"""The database: declarative base, transactions, and the identity of its transaction history."""
