"""Canned responses: texts that agents send often, by their shortcuts."""
