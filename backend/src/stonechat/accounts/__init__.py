"""Agents, how they prove who they are, and the actor that every request is made by."""
