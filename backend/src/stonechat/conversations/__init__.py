"""Conversations and their timelines: the part that must never lose, double or reorder anything."""
