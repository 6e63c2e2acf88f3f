"""Stonechat's backend: a JSON and WebSocket API for live chat, and nothing else."""

__version__ = "0.1.0"
