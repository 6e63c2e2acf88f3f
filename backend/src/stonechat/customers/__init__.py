"""Customers: the people who write from a site, and how they are known again."""
